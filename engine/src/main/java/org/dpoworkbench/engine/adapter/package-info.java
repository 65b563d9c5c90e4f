/// Low-rank adapters in PEFT's layout: `adapter_config.json` and `adapter_model.safetensors`, both ways.
package org.dpoworkbench.engine.adapter;
