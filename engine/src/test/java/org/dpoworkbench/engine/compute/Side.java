package org.dpoworkbench.engine.compute;

/// One of the two backends that a [Comparison] runs an operation on: hands out that backend's half of everything.
record Side(Backend backend, boolean isControl) {

    /// The halves of something.
    record Handle<T>(T tested, T control) {}

    /// A linear map's weight and gradient.
    record TwinMatrix(Twin weight, Twin gradient, boolean inputMajor) {}

    /// A bias' or gain's weight and gradient.
    record TwinVector(Twin weight, Twin gradient) {}

    <T> T at(Handle<T> handle) {
        return isControl ? handle.control() : handle.tested();
    }

    FloatTensor at(Twin twin) {
        return isControl ? twin.control() : twin.tested();
    }

    Matrix at(TwinMatrix m) {
        return new Matrix(at(m.weight()), at(m.gradient()), m.inputMajor());
    }

    /// A bias or gain that is never changed.
    Vector frozen(TwinVector v) {
        return new Vector(at(v.weight()), FloatTensor.NONE);
    }

    Vector at(TwinVector v) {
        return new Vector(at(v.weight()), at(v.gradient()));
    }
}
