package example.slum.archive;

import example.slum.intake.Blunders;

public final class Shelf {

    @Override
    public String toString() {
        return Blunders.class.getName();
    }
}
