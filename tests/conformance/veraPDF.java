import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Proves that a paper is what its metadata claims: archival (PDF/A-2a) and accessible (PDF/UA-1),
 * in the eyes of the reference validator.
 *
 * <p>Usage: {@code veraPDF.java [--flavours 2a,ua1] FILE...}. One line per file and flavour; under a FAIL every
 * broken rule: clause and test number, how often, and what it says. Exit code 1 if anything failed, 2 on wrong usage.
 */
class VeraPdf {
    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        List<String> files = Arrays.asList(args);
        String flavours = "2a,ua1";
        if (files.size() > 1 && files.get(0).equals("--flavours")) {
            flavours = files.get(1);
            files = files.subList(2, files.size());
        }
        if (files.isEmpty()) {
            System.err.println("usage: veraPDF.java [--flavours 2a,ua1] FILE...");
            System.exit(2);
        }
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (String file : files) {
            for (String flavour : flavours.split(",")) {
                good &= judge(Path.of(file), flavour);
            }
        }
        System.exit(good ? 0 : 1);
    }

    /** One file against one flavour. A file that cannot even be read fails like any other. */
    private static boolean judge(Path file, String id) {
        var flavour = PDFAFlavour.byFlavourId(id);
        String what = "veraPDF " + id + "  " + file.getFileName();
        try (var parser = Foundries.defaultInstance().createParser(file.toFile(), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            // A judge without papers has passed nothing.
            boolean good = result.isCompliant() && result.getTotalAssertions() > 0;
            System.out.printf("%s  %s  (%d checks)%n", good ? "PASS" : "FAIL", what, result.getTotalAssertions());
            result.getFailedChecks().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparing(RuleId::getClause).thenComparing(RuleId::getTestNumber)))
                    .forEach(failed -> System.out.printf("      %s-%d  %d times: %s%n",
                            failed.getKey().getClause(), failed.getKey().getTestNumber(), failed.getValue(),
                            validator.getProfile().getRuleByRuleId(failed.getKey()).getDescription()));
            return good;
        } catch (Exception problem) {
            System.out.printf("FAIL  %s  (%s)%n", what, problem);
            return false;
        }
    }
}
