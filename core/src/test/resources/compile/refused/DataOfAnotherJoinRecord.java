package library;

import static dev.relata.model.Assignment.set;

import dev.relata.Relata;

final class DataOfAnotherJoinRecord {

    Object refused(Relata relata, Student student, Course course) {
        var courses = relata.on(student, Student.COURSES);
        courses.add(course, set(Book::title, "A")); // refused: incompatible
        return courses;
    }
}
