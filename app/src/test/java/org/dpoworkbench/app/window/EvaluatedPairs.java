package org.dpoworkbench.app.window;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dpoworkbench.app.chart.CloudDots;

/// Where a per-pair file says that the pairs lie: Σ log π − Σ log π_ref of rejected and of chosen.
record EvaluatedPairs(Map<String, Place> places) {
    private static final double TOLERANCE = 1e-9;

    record Place(double rejected, double chosen) {}

    static EvaluatedPairs read(Path file) throws IOException {
        Map<String, Place> places = new HashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text =
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
                CSVParser rows =
                        CSVParser.builder().setReader(text).setFormat(format).get()) {
            for (CSVRecord row : rows) {
                places.put(row.get("id"), new Place(logRatio(row, "rejected"), logRatio(row, "chosen")));
            }
        }
        return new EvaluatedPairs(places);
    }

    private static double logRatio(CSVRecord row, String side) {
        return Double.parseDouble(row.get("policy_" + side + "_logp"))
                - Double.parseDouble(row.get("reference_" + side + "_logp"));
    }

    boolean liesLike(CloudDots dots) {
        if (dots.size() != places.size()) {
            return false;
        }
        for (int i = 0; i < dots.size(); i++) {
            Place place = places.get(dots.ids().get(i));
            if (place == null
                    || Math.abs(place.rejected() - dots.x()[i]) > TOLERANCE
                    || Math.abs(place.chosen() - dots.y()[i]) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }
}
