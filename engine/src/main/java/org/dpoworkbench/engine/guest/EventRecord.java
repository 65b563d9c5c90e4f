package org.dpoworkbench.engine.guest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One record of a TensorBoard file: the message `Event` of `tensorboard/compat/proto/event.proto`, as far
/// as scalars go. Pictures, histograms, texts and graphs are skipped.
///
/// @param wallTime seconds since 1970
/// @param version  `brain.Event:2` in a file's first record, else empty
/// @param restarts whether a writer begins anew at `step`: what was written of it and later steps is void
record EventRecord(double wallTime, long step, String version, boolean restarts, List<Scalar> scalars) {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final int VALUE_TENSOR = 8;
    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;

    /// A number by its tag.
    record Scalar(String tag, double value) {}

    static EventRecord parse(byte[] record) throws InvalidProtocolBufferException {
        var fields = new Fields();
        eachField(CodedInputStream.newInstance(record), fields::take);
        return new EventRecord(
                fields.wallTime, fields.step, fields.version, fields.restarts, List.copyOf(fields.scalars));
    }

    /// Reads a field or says that it is not wanted.
    @FunctionalInterface
    interface FieldReader {
        boolean take(int tag, CodedInputStream in) throws IOException;
    }

    /// Goes through a message to its end. Bytes in memory give no other exception than that of a broken
    /// message.
    static void eachField(CodedInputStream in, FieldReader reader) throws InvalidProtocolBufferException {
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (!reader.take(tag, in)) {
                    in.skipField(tag);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    /// Goes through a message that is a field of another.
    static void eachFieldOfMessage(CodedInputStream in, FieldReader reader) throws IOException {
        int end = in.pushLimit(in.readRawVarint32());
        eachField(in, reader);
        in.popLimit(end);
    }

    static boolean is(int tag, int field, int wireType) {
        return WireFormat.getTagFieldNumber(tag) == field && WireFormat.getTagWireType(tag) == wireType;
    }

    private static final class Fields {
        private final List<Scalar> scalars = new ArrayList<>();
        private double wallTime;
        private long step;
        private String version = "";
        private boolean restarts;

        boolean take(int tag, CodedInputStream in) throws IOException {
            if (is(tag, WALL_TIME, WireFormat.WIRETYPE_FIXED64)) {
                wallTime = in.readDouble();
            } else if (is(tag, STEP, WireFormat.WIRETYPE_VARINT)) {
                step = in.readInt64();
            } else if (is(tag, FILE_VERSION, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                version = in.readString();
            } else if (is(tag, SUMMARY, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                eachFieldOfMessage(in, this::summary);
            } else if (is(tag, SESSION_LOG, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                eachFieldOfMessage(in, this::session);
            } else {
                return false;
            }
            return true;
        }

        private boolean summary(int tag, CodedInputStream in) throws IOException {
            if (!is(tag, SUMMARY_VALUE, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                return false;
            }
            var value = new Value();
            eachFieldOfMessage(in, value::take);
            if (!Double.isNaN(value.number)) {
                scalars.add(new Scalar(value.name, value.number));
            }
            return true;
        }

        private boolean session(int tag, CodedInputStream in) throws IOException {
            if (!is(tag, SESSION_STATUS, WireFormat.WIRETYPE_VARINT)) {
                return false;
            }
            restarts = in.readEnum() == SESSION_START;
            return true;
        }
    }

    private static final class Value {
        private String name = "";
        private double number = Double.NaN;

        boolean take(int tag, CodedInputStream in) throws IOException {
            if (is(tag, VALUE_TAG, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                name = in.readString();
            } else if (is(tag, VALUE_SIMPLE, WireFormat.WIRETYPE_FIXED32)) {
                number = in.readFloat();
            } else if (is(tag, VALUE_TENSOR, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                number = ScalarTensor.read(in);
            } else {
                return false;
            }
            return true;
        }
    }
}
