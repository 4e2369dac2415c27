package dev.relata.test.conformance;

import static dev.relata.model.Aggregates.avg;
import static dev.relata.model.Aggregates.count;
import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Aggregates.over;
import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.hour;
import static dev.relata.model.Values.valueOf;
import static dev.relata.model.Values.year;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.test.conformance.model.Buyer;
import dev.relata.test.conformance.model.Sale;
import dev.relata.test.conformance.model.SaleItem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Groups that cannot be, each refused in words before anything is sent. */
public interface GroupRefusalContract extends StoreUnderTest {

    /**
     * A record that holds no group by a country.
     *
     * @param country a number, where the country is a text
     * @param sales a text, where a count is a number
     */
    record Misfit(int country, String sales) {}

    /**
     * A record whose key is never null.
     *
     * @param country where the buyers live
     * @param buyers how many there are
     */
    record OfACountry(String country, long buyers) {}

    /** Orders, bounds and conditions. */
    @Test
    @Tag("S176")
    @SuppressWarnings("NullAway") // a null is what is tested
    default void whatGroupsCannotDoIsRefused() {
        var groups = relata().from(Buyer.class).group(Buyer::country);

        observe(groups.orderBy(asc(Buyer::name)).count())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("no one value of Buyer.name");
        observe(groups.limit(3).having(count(), gt(1L)).count())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("put it before");
        observe(groups.limit(-1).count()).sends(0).fails(RefusedException.class).hasMessageContaining("0 or more");
        observe(groups.having(max(Buyer::name), gt("a"))
                        .limit(1)
                        .having(count(), null)
                        .count())
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().from(Buyer.class).distinct().group(Buyer::name).count())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("distinct()");
    }

    /** Values. */
    @Test
    @Tag("S176")
    default void valuesOfAWrongTypeAreRefused() {
        observe(relata().from(Sale.class).group(hour(Sale::day)).count())
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Sale.day is of type LocalDate: hour(…) needs");
        observe(relata().from(Sale.class).group(hour(year(Sale::soldAt))).count())
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().from(Buyer.class).aggregate(sum(over(Buyer.SALES, count()))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("select from the related type");
        observe(relata().from(Sale.class)
                        .group(Sale::day)
                        .having(sum(Sale::rebate), gt(0.5))
                        .count())
                .sends(0)
                .failsNaming(InvalidValueException.class, "is a Long, and is compared with 0.5, a Double");
        observe(relata().from(SaleItem.class)
                        .group(valueOf(SaleItem.SALE, Sale::day))
                        .into(OfACountry.class))
                .sends(0)
                .fails(ModelException.class)
                .hasMessageContaining("OfACountry has 2 components, and a group has 1 values");
    }

    /** Records of groups. */
    @Test
    @Tag("S176")
    default void aRecordThatDoesNotFitIsNamedWithEachComponent() {
        var groups = relata().from(Buyer.class).group(Buyer::country);
        observe(groups.into(Misfit.class, count()))
                .sends(0)
                .fails(ModelException.class)
                .hasMessageContaining("Misfit.country is of type int, and is filled with the Buyer.country")
                .hasMessageContaining("Misfit.sales is of type String, and is filled with the number of rows");

        new Market(this).buyer("ann", null);
        observe(groups.into(OfACountry.class, count()))
                .sends(1)
                .fails(InvalidValueException.class)
                .hasMessageContaining("OfACountry.country is null in a group");
        observe(relata().from(SaleItem.class)
                        .group(SaleItem::saleId)
                        .orderBy(desc(avg(valueOf(SaleItem::price).times(SaleItem::quantity))))
                        .count())
                .sends(1)
                .answers();
    }
}
