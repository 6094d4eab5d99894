package example.house.billing;

import reactor.core.Disposable;

public final class BillingLoop {

    private final BillingStore store;

    public BillingLoop(BillingStore store) {
        this.store = store;
    }

    public Runnable start() {
        return new Runnable() {
            @Override
            public void run() {
                Disposable subscription = store.list().subscribe();
                subscription.dispose();
            }
        };
    }
}
