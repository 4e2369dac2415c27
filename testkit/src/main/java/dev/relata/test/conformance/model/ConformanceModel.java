package dev.relata.test.conformance.model;

import java.util.List;
import java.util.stream.Stream;

/** The records that a store under test must know. */
public final class ConformanceModel {

    private static final List<Class<?>> TYPES = List.of(
            Author.class,
            Book.class,
            Person.class,
            Badge.class,
            Profile.class,
            Label.class,
            Student.class,
            Course.class,
            Enrollment.class,
            Order.class,
            Line.class,
            Parcel.class,
            Rate.class,
            Sample.class,
            Grade.class,
            Digest.class,
            Level.class,
            Coupon.class,
            Campaign.class,
            Note.class,
            Category.class,
            Everything.class,
            Company.class,
            Division.class,
            Employee.class,
            Desk.class,
            Project.class,
            Invoice.class,
            Shift.class,
            Memo.class,
            Plug.class,
            Socket.class,
            Remark.class,
            Mark.class,
            Region.class,
            Town.class,
            Street.class,
            Permit.class,
            Account.class,
            Track.class,
            Playlist.class,
            Slot.class,
            Play.class,
            Show.class,
            Act.class,
            Cue.class,
            Billing.class,
            Letter.class,
            Rider.class,
            Ride.class,
            Ticket.class,
            Buyer.class,
            Style.class,
            Song.class,
            Sale.class,
            SaleItem.class,
            Shop.class,
            Ware.class);

    private static final List<Class<?>> WITH_ARRAYS = List.of(Article.class, Topic.class, Folder.class, Sheet.class);

    private ConformanceModel() {}

    /**
     * Answers the records, for {@code model(…)}.
     *
     * @return a new array
     */
    public static Class<?>[] types() {
        return TYPES.toArray(Class<?>[]::new);
    }

    /**
     * Answers the records, with those that keep links as arrays of ids: for stores with {@code Capability.ID_ARRAYS}.
     *
     * @return a new array
     */
    public static Class<?>[] typesWithArrays() {
        return Stream.of(TYPES, WITH_ARRAYS).flatMap(List::stream).toArray(Class<?>[]::new);
    }
}
