package kz.centerpro.cli;

/** What the process ends with. */
final class Exit {

    static final int GOOD = 0;
    static final int BAD = 1;
    static final int INDETERMINATE = 2;
    static final int USAGE = 3;

    private Exit() {}
}
