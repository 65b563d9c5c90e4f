package org.dpoworkbench.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

class TfRecordsTest {
    private Path file;

    @BeforeTry
    void anEmptyFile() throws IOException {
        file = Files.createTempFile("records", ".tfrecord");
    }

    @AfterTry
    void gone() throws IOException {
        Files.deleteIfExists(file);
    }

    /// RFC 3720 gives 0xe3069283 for "123456789"; the mask is that of the TFRecord format.
    @Test
    void theChecksumIsTheMaskedCastagnoliOne() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(MaskedCrc32c.of(digits, 0, digits.length))
                .isEqualTo(((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8);
    }

    @Property(tries = 100)
    void howeverTheFileGrowsEveryRecordIsReadOnceAndInOrder(
            @ForAll @Size(max = 12) List<@Size(max = 300) byte[]> records,
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 200) Integer> chunks)
            throws Exception {
        byte[] whole = framed(records);
        var reader = new TfRecords(file);
        List<byte[]> read = new ArrayList<>();
        int written = 0;
        for (int chunk : chunks) {
            written = Math.min(whole.length, written + chunk);
            Files.write(file, Arrays.copyOf(whole, written));
            reader.read(read::add);
            assertThat(reader.offset()).isLessThanOrEqualTo(written);
        }
        Files.write(file, whole);
        reader.read(read::add);
        assertThat(read).usingRecursiveComparison().isEqualTo(records);
        assertThat(reader.offset()).isEqualTo(whole.length);
    }

    @Property(tries = 100)
    void aFlippedBitIsFoundAndWhatStandsBeforeItsRecordIsRead(
            @ForAll @Size(min = 1, max = 6) List<@Size(max = 60) byte[]> records,
            @ForAll @IntRange(max = 5000) int where,
            @ForAll @IntRange(max = 7) int bit)
            throws Exception {
        byte[] bytes = framed(records);
        int position = where % bytes.length;
        bytes[position] ^= (byte) (1 << bit);
        Files.write(file, bytes);
        List<byte[]> read = new ArrayList<>();
        var reader = new TfRecords(file);
        assertThatThrownBy(() -> reader.read(read::add))
                .isInstanceOf(TfRecords.Damaged.class)
                .hasMessageContaining("byte " + reader.offset());
        int before = 0;
        int start = 0;
        while (start + 16 + records.get(before).length <= position) {
            start += 16 + records.get(before++).length;
        }
        assertThat(read).usingRecursiveComparison().isEqualTo(records.subList(0, before));
        assertThat(reader.offset()).isEqualTo(start);
    }

    /// As the format's specification has it, written a second time.
    private static byte[] framed(List<byte[]> records) {
        var all = new ByteArrayOutputStream();
        for (byte[] record : records) {
            byte[] length = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(record.length)
                    .array();
            all.writeBytes(length);
            all.writeBytes(checksum(length));
            all.writeBytes(record);
            all.writeBytes(checksum(record));
        }
        return all.toByteArray();
    }

    private static byte[] checksum(byte[] bytes) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MaskedCrc32c.of(bytes, 0, bytes.length))
                .array();
    }
}
