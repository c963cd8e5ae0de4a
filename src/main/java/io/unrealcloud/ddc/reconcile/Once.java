package io.unrealcloud.ddc.reconcile;

/** Does something the first time it is asked to, and nothing more if that succeeded. */
final class Once implements Runnable {

    private final Runnable work;
    private boolean done;

    Once(Runnable work) {
        this.work = work;
    }

    @Override
    public void run() {
        if (!done) {
            work.run();
            done = true;
        }
    }
}
