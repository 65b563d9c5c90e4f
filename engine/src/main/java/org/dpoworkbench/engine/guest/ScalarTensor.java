package org.dpoworkbench.engine.guest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A tensor of one number: the message `TensorProto` of `tensorboard/compat/proto/tensor.proto`, which newer
/// writers use for scalars. The number is in the field of its type, or as little-endian bytes in
/// `tensor_content`.
final class ScalarTensor {
    private static final int DTYPE = 1;
    private static final int SHAPE = 2;
    private static final int CONTENT = 4;
    private static final int FLOATS = 5;
    private static final int DOUBLES = 6;
    private static final int SHAPE_DIMENSION = 2;
    private static final int DIMENSION_SIZE = 1;
    private static final int DT_FLOAT = 1;
    private static final int DT_DOUBLE = 2;

    private int type;
    private long elements = 1;
    private ByteBuffer content = ByteBuffer.allocate(0);
    private double number = Double.NaN;

    private ScalarTensor() {}

    /// The number of a tensor field that begins here; NaN where it is no single float or double.
    static double read(CodedInputStream in) throws IOException {
        var tensor = new ScalarTensor();
        EventRecord.eachFieldOfMessage(in, tensor::take);
        return tensor.elements == 1 ? tensor.value() : Double.NaN;
    }

    private double value() {
        if (type == DT_FLOAT && content.remaining() == Float.BYTES) {
            return content.getFloat();
        }
        if (type == DT_DOUBLE && content.remaining() == Double.BYTES) {
            return content.getDouble();
        }
        return number;
    }

    private boolean take(int tag, CodedInputStream in) throws IOException {
        if (EventRecord.is(tag, DTYPE, WireFormat.WIRETYPE_VARINT)) {
            type = in.readEnum();
        } else if (EventRecord.is(tag, SHAPE, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            EventRecord.eachFieldOfMessage(in, this::shape);
        } else if (EventRecord.is(tag, CONTENT, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            content = ByteBuffer.wrap(in.readByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        } else if (EventRecord.is(tag, FLOATS, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            packed(in, Float.BYTES);
        } else if (EventRecord.is(tag, FLOATS, WireFormat.WIRETYPE_FIXED32)) {
            number = in.readFloat();
        } else if (EventRecord.is(tag, DOUBLES, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            packed(in, Double.BYTES);
        } else if (EventRecord.is(tag, DOUBLES, WireFormat.WIRETYPE_FIXED64)) {
            number = in.readDouble();
        } else {
            return false;
        }
        return true;
    }

    private void packed(CodedInputStream in, int bytes) throws IOException {
        int length = in.readRawVarint32();
        if (length == bytes) {
            number = bytes == Float.BYTES ? in.readFloat() : in.readDouble();
        } else {
            in.skipRawBytes(length);
        }
    }

    private boolean shape(int tag, CodedInputStream in) throws IOException {
        if (!EventRecord.is(tag, SHAPE_DIMENSION, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            return false;
        }
        EventRecord.eachFieldOfMessage(in, this::dimension);
        return true;
    }

    private boolean dimension(int tag, CodedInputStream in) throws IOException {
        if (!EventRecord.is(tag, DIMENSION_SIZE, WireFormat.WIRETYPE_VARINT)) {
            return false;
        }
        elements *= in.readInt64();
        return true;
    }
}
