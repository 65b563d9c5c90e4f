package org.dpoworkbench.app.window.model.figures;

import org.dpoworkbench.ui.Messages;

/// Widths of columns and pages that figures go into, as the venues' author guides give them.
public enum PaperWidth {
    ACL_COLUMN(77),
    ICML_COLUMN(82.6),
    ONE_COLUMN(85),
    NATURE_COLUMN(89),
    ONE_AND_A_HALF(120),
    NEURIPS_TEXT(139.7),
    ACL_TEXT(160),
    A4_TEXT(170),
    ICML_TEXT(171.5),
    NATURE_TEXT(183);

    private final double mm;

    PaperWidth(double mm) {
        this.mm = mm;
    }

    public double mm() {
        return mm;
    }

    public String title() {
        return switch (this) {
            case ACL_COLUMN -> Messages.text("figures.width.aclColumn");
            case ICML_COLUMN -> Messages.text("figures.width.icmlColumn");
            case ONE_COLUMN -> Messages.text("figures.width.column");
            case NATURE_COLUMN -> Messages.text("figures.width.natureColumn");
            case ONE_AND_A_HALF -> Messages.text("figures.width.oneAndAHalf");
            case NEURIPS_TEXT -> Messages.text("figures.width.neurips");
            case ACL_TEXT -> Messages.text("figures.width.aclText");
            case A4_TEXT -> Messages.text("figures.width.a4");
            case ICML_TEXT -> Messages.text("figures.width.icmlText");
            case NATURE_TEXT -> Messages.text("figures.width.natureText");
        };
    }
}
