/// Model folders in Hugging Face layout: safetensors files, `config.json`, and what a decoder needs from them.
/// Data only, never code: pickles are refused.
package org.dpoworkbench.engine.weights;
