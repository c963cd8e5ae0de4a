package io.unrealcloud.ddc.provision;

/** An operation that is only a name. */
record Task(String target) implements Operation {

    @Override
    public String action() {
        return "do";
    }

    @Override
    public boolean destructive() {
        return false;
    }

    @Override
    public String detail() {
        return "";
    }

    @Override
    public boolean mutating() {
        return true;
    }
}
