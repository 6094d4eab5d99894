package example.house.app;

import example.house.billing.BillingDoor;
import example.house.signature.SignatureDesk;

public final class Wiring {

    public String wire() {
        return new SignatureDesk().name() + new BillingDoor().answer();
    }
}
