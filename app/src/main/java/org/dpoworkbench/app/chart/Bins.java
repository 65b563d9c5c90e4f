package org.dpoworkbench.app.chart;

/// Counts in bins of equal width. What lies outside is counted in the first or last bin.
///
/// @param from   where the first bin begins
/// @param width  of each bin, > 0
/// @param counts of the bins
@SuppressWarnings("ArrayRecordComponent") // nobody writes to it
public record Bins(double from, double width, int[] counts) {

    /// Counts whole numbers in at most so many bins from `low` to `high`; each holds the same number of
    /// whole numbers.
    public static Bins of(int[] values, double low, double high, int most) {
        double width = Math.max(1, Math.ceil((high - low + 1) / most));
        double from = Math.floor(low) - 0.5;
        int[] counts = new int[Math.max(1, (int) Math.ceil((high + 0.5 - from) / width))];
        for (int value : values) {
            int bin = (int) Math.floor((value - from) / width);
            counts[Math.clamp(bin, 0, counts.length - 1)]++;
        }
        return new Bins(from, width, counts);
    }

    public double to() {
        return from + width * counts.length;
    }

    public double centre(int bin) {
        return from + width * (bin + 0.5);
    }
}
