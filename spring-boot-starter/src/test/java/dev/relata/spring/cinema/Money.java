package dev.relata.spring.cinema;

import java.math.BigDecimal;

/** Stored as its amount; never negative, and not comparable in Java. */
public record Money(BigDecimal amount) {

    public Money {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("an amount is not negative");
        }
    }

    public static Money euros(String amount) {
        return new Money(new BigDecimal(amount));
    }
}
