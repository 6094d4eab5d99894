package example.slum.kernel;

import example.slum.archive.Shelf;

/** Thirteen classes, one too many, and a kernel that knows a room. */
final class One {

    String shelf() {
        return new Shelf().toString();
    }
}

final class Two {}

final class Three {}

final class Four {}

final class Five {}

final class Six {}

final class Seven {}

final class Eight {}

final class Nine {}

final class Ten {}

final class Eleven {}

final class Twelve {}

final class Thirteen {}
