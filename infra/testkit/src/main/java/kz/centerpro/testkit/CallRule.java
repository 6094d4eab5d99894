package kz.centerpro.testkit;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Nobody calls, or names as a method reference, a banned method, except in exempt classes. */
record CallRule(String sentence, Predicate<CodeUnitAccessTarget> banned, Predicate<JavaClass> exempt) {

    static CallRule everywhere(String sentence, Predicate<CodeUnitAccessTarget> banned) {
        return new CallRule(sentence, banned, c -> false);
    }

    void check(JavaClasses classes) {
        int seen = 0;
        List<String> broken = new ArrayList<>();
        for (JavaClass owner : classes) {
            for (JavaCodeUnitAccess<?> access : owner.getCodeUnitAccessesFromSelf()) {
                seen++;
                if (banned.test(access.getTarget()) && !exempt.test(owner) && !callsSuper(access)) {
                    broken.add(access.getDescription());
                }
            }
        }
        HouseRules.report(sentence, seen, broken);
    }

    // super(…) in an exception's own constructor is no "new RuntimeException".
    private static boolean callsSuper(JavaCodeUnitAccess<?> access) {
        return access.getTarget().getName().equals("<init>") && access.getOrigin().isConstructor()
                && access.getOriginOwner().isAssignableTo(access.getTargetOwner().getName())
                && !access.getOriginOwner().equals(access.getTargetOwner());
    }

    static Predicate<CodeUnitAccessTarget> method(Class<?> owner, String... names) {
        return target -> target.getOwner().isAssignableTo(owner) && List.of(names).contains(target.getName());
    }

    static Predicate<CodeUnitAccessTarget> withParameters(int count, Predicate<CodeUnitAccessTarget> method) {
        return target -> method.test(target) && target.getRawParameterTypes().size() == count;
    }
}
