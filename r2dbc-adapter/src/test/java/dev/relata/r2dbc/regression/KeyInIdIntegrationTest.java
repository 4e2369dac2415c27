package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.RowNotFoundException;
import dev.relata.r2dbc.regression.Shop.Card;
import dev.relata.r2dbc.regression.Shop.Customer;
import dev.relata.r2dbc.regression.Shop.Line;
import dev.relata.r2dbc.regression.Shop.Order;
import dev.relata.r2dbc.regression.Shop.Share;
import dev.relata.spi.StatementKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Relations whose key is part of the target's id. */
class KeyInIdIntegrationTest {

    private static final Order ORDER = new Order(1, 1);
    private static final Line FIRST = new Line(1, 1, 1);
    private static final Line SECOND = new Line(1, 1, 2);

    private final Shop shop = new Shop(1);

    @BeforeEach
    void store() {
        shop.run(shop.relata().bulk().insert(List.of(ORDER, new Order(1, 2), new Order(2, 1))));
        shop.run(shop.relata().bulk().insert(List.of(FIRST, SECOND)));
        shop.run(shop.relata().bulk().insert(List.of(new Customer(1, 1), new Customer(1, 2), new Customer(2, 1))));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void whatIsTheOwnersAlreadyCanBeGivenToItAgain() {
        assertThat(shop.run(shop.relata().on(ORDER, Order.LINES).add(FIRST))).containsExactly(FIRST);
        assertThat(shop.run(shop.relata().on(ORDER, Order.LINES).addMany(List.of(FIRST, SECOND))))
                .containsExactly(2L);
        assertThat(shop.run(shop.relata().on(ORDER, Order.LINES).moveAll(ORDER)))
                .containsExactly(2L);
        assertThat(shop.run(shop.relata().on(FIRST, Line.ORDER).set(ORDER))).containsExactly(FIRST);
    }

    @Test
    void aRowThatIsGoneIsMissed() {
        assertThatThrownBy(() -> shop.run(shop.relata().on(ORDER, Order.LINES).add(new Line(1, 1, 9))))
                .isInstanceOf(RowNotFoundException.class)
                .hasMessageContaining("Order.LINES.add: Line tenantId=1, orderId=1, number=9 is gone");
    }

    @Test
    void aSetIsRefusedOnlyWhereItWouldTakeARowOut() {
        assertThat(shop.run(shop.relata().on(ORDER, Order.LINES).set(List.of(SECOND, FIRST))))
                .isEmpty();
        assertThatThrownBy(() -> shop.run(shop.relata().on(ORDER, Order.LINES).set(List.of(FIRST))))
                .isInstanceOf(RequiredRelationshipException.class)
                .hasMessageContaining("Order.LINES.set");
    }

    @Test
    void aLinkThatHoldsOneTenantForBothEndsTakesNoEndOfAnother() {
        Mono<Boolean> across =
                shop.relata().on(new Customer(1, 1), Customer.ORDERS).add(new Order(2, 1));
        assertThatThrownBy(() -> shop.run(across))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "Customer.ORDERS.add: Order.tenantId is 2, but the owner's Share.tenantId is 1, and one link"
                                + " holds both: link rows that share it");
        assertThat(shop.run(shop.relata().from(Share.class).all()))
                .as("nothing, above all not for tenant 2")
                .isEmpty();
        assertThat(shop.run(
                        shop.relata().on(new Customer(1, 1), Customer.ORDERS).add(ORDER)))
                .containsExactly(true);
    }

    @Test
    void ofAHasOneAnotherUniqueKeyThatIsTakenIsNotTakenForItsOwn() {
        shop.run(shop.relata().on(new Customer(1, 1), Customer.CARD).create(new Card(1, 1, 0, "4111")));
        assertThatThrownBy(() -> shop.run(
                        shop.relata().on(new Customer(1, 2), Customer.CARD).create(new Card(1, 2, 0, "4111"))))
                .hasMessageContaining("cards_number_key");
        assertThatThrownBy(() -> shop.run(
                        shop.relata().on(new Customer(1, 1), Customer.CARD).create(new Card(1, 3, 0, "4222"))))
                .hasMessageContaining("this Customer has its Card already");
    }

    @Test
    void whetherThereIsARowTakesOneStatementThatRunsToItsEnd() {
        assertThat(shop.run(shop.relata().from(Line.class).exists())).containsExactly(true);
        assertThat(shop.sent()).containsExactly(StatementKind.READ);
    }
}
