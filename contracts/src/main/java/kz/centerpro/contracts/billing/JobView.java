package kz.centerpro.contracts.billing;

import java.util.List;

/**
 * What a job did.
 *
 * @param count
 *            units rated, tariffs turned, days sealed, differences found, …
 * @param findings
 *            each difference, of the jobs that look for them
 */
public record JobView(String job, String asOf, long count, List<String> findings) {}
