/// The part of Jinja 3.1 that chat templates use, as transformers sets it up: `trim_blocks`, `lstrip_blocks`, a sandbox
/// in which nothing can be changed or reached, loop controls, `{% generation %}`. A template sees values and functions;
/// there is no way from it to a file, the network or a Java class, and its steps, output and recursion are limited.
///
/// Python's values are Java's: `None` is `null`, `int` is `Long` or, where that is too small, `BigInteger`, `float` is
/// `Double`, `str` is `String` (indexed by code points), `list` is `List`, `tuple` is [Tuple], `dict` is `Map`.
package org.dpoworkbench.engine.jinja;
