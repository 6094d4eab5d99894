package kz.centerpro.sandbox.trustcentre;

/** What can go out of order, each by itself. */
public enum TrustService {
    OCSP, TSA, CRL
}
