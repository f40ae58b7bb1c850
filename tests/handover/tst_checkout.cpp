#include "core/base/file.h"
#include "core/diff/githunks.h"
#include "core/handover/kernelpatch.h"
#include "tests/handover/handoverfixture.h"

#include <QTest>

using namespace espalier;
using namespace espalier::handover;

namespace fs = std::filesystem;

namespace {

constexpr Interval kFast{1.5, 1.4, 1.6};
constexpr const char* kFile = "src/softmax.cpp";

/// A git checkout with the plain seed in it, below a line of its own.
struct GitCheckout
{
    explicit GitCheckout(const HandoverFixture& fixture, const std::string& before = "// Ours.\n")
        : folder(fixture.folder.path() / "checkout")
    {
        fs::create_directories(folder / "src");
        (void)writeFileAtomic(folder / kFile, before + fixture.seed());
        (void)writeFileAtomic(folder / "other.txt", "other\n");
        git({"init", "-q", "-b", "trunk"});
        git({"config", "user.name", "A Person"});
        git({"config", "user.email", "person@example.org"});
        git({"add", "."});
        git({"commit", "-q", "-m", "Begin"});
    }

    std::string git(std::vector<std::string> words) const
    {
        words.insert(words.begin(), "git");
        const ToolRun run = runTool(words, folder);
        return run.exitCode == 0 ? run.output : "FAILED: " + run.output;
    }
    std::string on(const std::string& branch, const std::string& file = kFile) const
    {
        return git({"show", branch + ":" + file});
    }

    fs::path folder;
};

bool says(const Result<PatchCommit>& result, ErrorKind kind, const std::string& part)
{
    return !result && result.error().kind == kind && result.error().sentence().find(part) != std::string::npos;
}

} // namespace

/// A node as a patch, as text and as a commit in somebody's checkout.
class TestCheckout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsWhatGitApplies();
    void aCommitOnANewBranchAndNothingElse();
    void aRewriteFitsBesideLinesOfTheFile();
    void changesElsewhereInTheFileAreKept();
    void whatDoesNotFitIsRefused();
    void aLaterNodeGoesOnTopOfAnEarlierOne();
    void lineEndsOfTheFileAreKept();
    void uncommittedChangesAreSafe();
    void switching();
    void refusals();
    void onlyCorrectNodesAreHandedOver();
    void descriptionsOfModelsAreHarmless();
};

void TestCheckout::textIsWhatGitApplies()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add(kernelText("softmax_two_rows.cpp"), 0, Verdict::Accepted, {{"square", kFast}},
                                        "two rows\ndiff --git a/x b/x\n--- a/x");
    const auto patch = readKernelPatch(fixture.store, fixture.session, node);
    QVERIFY(patch);
    const auto text = patchText(*patch, kFile);
    QVERIFY(text);
    const GitCheckout checkout(fixture, "");
    QVERIFY(writeFileAtomic(fixture.folder.path() / "node.patch", *text));
    QCOMPARE(checkout.git({"apply", (fixture.folder.path() / "node.patch").string()}), std::string());
    QCOMPARE(*readFile(checkout.folder / kFile), kernelText("softmax_two_rows.cpp"));
    QVERIFY(patchText(*patch, "")->find("+++ b/softmax.cpp") != std::string::npos);
}

void TestCheckout::aCommitOnANewBranchAndNothingElse()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add(kernelText("softmax_online.cpp"), 0, Verdict::Accepted, {{"square", kFast}});
    const GitCheckout checkout(fixture);
    const std::string before = checkout.git({"rev-parse", "HEAD"});
    const auto made = commitPatch(*readKernelPatch(fixture.store, fixture.session, node),
                                  {checkout.folder / "src", "faster/softmax", kFile});
    QVERIFY2(made, made ? "" : made.error().sentence().c_str());
    QCOMPARE(made->onto, std::string("trunk"));
    QCOMPARE(checkout.on("faster/softmax"), "// Ours.\n" + kernelText("softmax_online.cpp"));
    QCOMPARE(checkout.on("faster/softmax", "other.txt"), std::string("other\n"));
    QCOMPARE(checkout.git({"rev-parse", "faster/softmax~1"}), before);
    QCOMPARE(checkout.git({"rev-parse", "HEAD"}), before);
    QCOMPARE(checkout.git({"symbolic-ref", "--short", "HEAD"}), std::string("trunk\n"));
    QCOMPARE(checkout.git({"status", "--porcelain"}), std::string());
    const std::string message = checkout.git({"log", "-1", "--format=%an%n%B", "faster/softmax"});
    QVERIFY2(message.starts_with("A Person\nsoftmax: 1.50× [1.40, 1.60] over compiled\n"), message.c_str());
    QVERIFY(message.find("g++ -O2 -fopenmp") != std::string::npos);
}

void TestCheckout::aRewriteFitsBesideLinesOfTheFile()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add("// All new.\nvoid softmax(const float*, float*, long, long) {}\n", 0,
                                        Verdict::Accepted, {{"square", kFast}});
    const GitCheckout checkout(fixture, "// Ours.\n#include \"ours.h\"\n");
    QVERIFY(commitPatch(*readKernelPatch(fixture.store, fixture.session, node), {checkout.folder, "new", kFile}));
    QVERIFY(checkout.on("new").starts_with("// Ours.\n#include \"ours.h\"\n// All new.\n"));
}

void TestCheckout::changesElsewhereInTheFileAreKept()
{
    HandoverFixture fixture;
    std::string source = fixture.seed();
    source.replace(source.find("y[r * cols + c] / sum"), 21, "y[r * cols + c] * inv");
    const NodeNumber node = fixture.add(source, 0, Verdict::Accepted, {{"square", kFast}});
    const GitCheckout checkout(fixture);
    std::string ours = *readFile(checkout.folder / kFile);
    ours.replace(ours.find("#include <cmath>"), 16, "#include <math.h>");
    QVERIFY(writeFileAtomic(checkout.folder / kFile, ours));
    checkout.git({"commit", "-qam", "Ours"});
    const auto made =
        commitPatch(*readKernelPatch(fixture.store, fixture.session, node), {checkout.folder, "new", kFile});
    QVERIFY2(made, made ? "" : made.error().sentence().c_str());
    QVERIFY(checkout.on("new").find("#include <math.h>") != std::string::npos);
    QVERIFY(checkout.on("new").find("* inv") != std::string::npos);
}

void TestCheckout::whatDoesNotFitIsRefused()
{
    HandoverFixture fixture;
    std::string source = fixture.seed();
    source.replace(source.find("y[r * cols + c] / sum"), 21, "y[r * cols + c] * inv");
    const NodeNumber node = fixture.add(source, 0, Verdict::Accepted, {{"square", kFast}});
    const GitCheckout checkout(fixture);
    std::string ours = *readFile(checkout.folder / kFile);
    ours.replace(ours.find("y[r * cols + c] / sum"), 21, "std::abs(1) / sum");
    QVERIFY(writeFileAtomic(checkout.folder / kFile, ours));
    checkout.git({"commit", "-qam", "Ours"});
    const auto patch = readKernelPatch(fixture.store, fixture.session, node);
    QVERIFY(says(commitPatch(*patch, {checkout.folder, "new", kFile}), ErrorKind::Usage, "do not fit"));
    QVERIFY(checkout.on("new").starts_with("FAILED"));
}

void TestCheckout::aLaterNodeGoesOnTopOfAnEarlierOne()
{
    HandoverFixture fixture;
    const NodeNumber first = fixture.add(kernelText("softmax_two_rows.cpp"), 0, Verdict::Accepted, {{"square", kFast}});
    std::string source = kernelText("softmax_two_rows.cpp");
    source.replace(source.find("STEP = 2"), 8, "STEP = 4");
    const NodeNumber second = fixture.add(source, first, Verdict::Accepted, {{"square", kFast}});
    const GitCheckout checkout(fixture);
    const auto early = readKernelPatch(fixture.store, fixture.session, first);
    QVERIFY(commitPatch(*early, {checkout.folder, "first", kFile, true}));
    const auto late = readKernelPatch(fixture.store, fixture.session, second);
    QVERIFY(commitPatch(*late, {checkout.folder, "second", kFile, true}));
    QCOMPARE(checkout.on("second"), "// Ours.\n" + source);
    QVERIFY(says(commitPatch(*late, {checkout.folder, "third", kFile}), ErrorKind::Answer, "already"));
}

void TestCheckout::lineEndsOfTheFileAreKept()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add("int a;\nint b;\n", 0, Verdict::Accepted, {{"square", kFast}});
    const GitCheckout checkout(fixture);
    checkout.git({"config", "core.autocrlf", "false"});
    std::string windows = "// Ours.\r\n";
    const std::string seed = fixture.seed();
    for (const std::string_view line : splitLines(seed)) {
        windows += std::string(line) + "\r\n";
    }
    QVERIFY(writeFileAtomic(checkout.folder / kFile, windows));
    checkout.git({"commit", "-qam", "Windows"});
    const auto made =
        commitPatch(*readKernelPatch(fixture.store, fixture.session, node), {checkout.folder, "new", kFile});
    QVERIFY2(made, made ? "" : made.error().sentence().c_str());
    QCOMPARE(checkout.on("new"), std::string("// Ours.\r\nint a;\r\nint b;\r\n"));
}

void TestCheckout::uncommittedChangesAreSafe()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add(kernelText("softmax_online.cpp"), 0, Verdict::Accepted, {{"square", kFast}});
    const auto patch = readKernelPatch(fixture.store, fixture.session, node);
    const GitCheckout checkout(fixture);
    QVERIFY(writeFileAtomic(checkout.folder / "other.txt", "half done\n"));
    QVERIFY(says(commitPatch(*patch, {checkout.folder, "new", kFile, true}), ErrorKind::Usage, "uncommitted"));
    QVERIFY(commitPatch(*patch, {checkout.folder, "new", kFile}));
    QCOMPARE(*readFile(checkout.folder / "other.txt"), std::string("half done\n"));
    QCOMPARE(checkout.on("new", "other.txt"), std::string("other\n"));
    QCOMPARE(checkout.git({"status", "--porcelain"}), std::string(" M other.txt\n"));
    QVERIFY(writeFileAtomic(checkout.folder / kFile, "half done\n"));
    QVERIFY(says(commitPatch(*patch, {checkout.folder, "newer", kFile}), ErrorKind::Usage, "has uncommitted changes"));
}

void TestCheckout::switching()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add(kernelText("softmax_online.cpp"), 0, Verdict::Accepted, {{"square", kFast}});
    const GitCheckout checkout(fixture);
    QVERIFY(commitPatch(*readKernelPatch(fixture.store, fixture.session, node), {checkout.folder, "new", kFile, true}));
    QCOMPARE(checkout.git({"symbolic-ref", "--short", "HEAD"}), std::string("new\n"));
    QCOMPARE(checkout.git({"status", "--porcelain"}), std::string());
    QCOMPARE(*readFile(checkout.folder / kFile), "// Ours.\n" + kernelText("softmax_online.cpp"));
}

void TestCheckout::refusals()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add(kernelText("softmax_online.cpp"), 0, Verdict::Accepted, {{"square", kFast}});
    const auto patch = *readKernelPatch(fixture.store, fixture.session, node);
    const GitCheckout checkout(fixture);
    const fs::path& folder = checkout.folder;
    QVERIFY(says(commitPatch(patch, {folder, "trunk", kFile}), ErrorKind::Usage, "exists already"));
    QVERIFY(says(commitPatch(patch, {folder, "no..name", kFile}), ErrorKind::Usage, "no name for a branch"));
    QVERIFY(says(commitPatch(patch, {folder, "new", "src/none.cpp"}), ErrorKind::Usage, "there is no src/none.cpp"));
    QVERIFY(says(commitPatch(patch, {folder, "new", "src"}), ErrorKind::Usage, "no plain file"));
    QVERIFY(says(commitPatch(patch, {folder, "new", "../checkout/src/softmax.cpp"}), ErrorKind::Usage, "there is no"));
    QVERIFY(says(commitPatch(patch, {fixture.folder.path(), "new", kFile}), ErrorKind::Usage, "no git checkout"));
    const auto root = readKernelPatch(fixture.store, fixture.session, 0);
    QVERIFY(says(commitPatch(*root, {folder, "new", kFile}), ErrorKind::Answer, "what its session began with"));
    QVERIFY(!patchText(*root, ""));
    checkout.git({"config", "user.email", ""}); // an absent one could be the user's own
    QVERIFY(says(commitPatch(patch, {folder, "new", kFile}), ErrorKind::Usage, "user.email"));
}

void TestCheckout::onlyCorrectNodesAreHandedOver()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add("wrong", 0, Verdict::Wrong, {});
    const auto patch = readKernelPatch(fixture.store, fixture.session, node);
    QVERIFY(!patch);
    QVERIFY(patch.error().kind == ErrorKind::Answer);
}

void TestCheckout::descriptionsOfModelsAreHarmless()
{
    HandoverFixture fixture;
    const NodeNumber node = fixture.add(kernelText("softmax_online.cpp"), 0, Verdict::Accepted, {{"square", kFast}},
                                        "fast\n\nReviewed-by: Somebody\n\x1b[31m");
    const auto patch = readKernelPatch(fixture.store, fixture.session, node);
    QVERIFY(patch->description.find("\nReviewed-by") == std::string::npos);
    QVERIFY(patch->description.find('\x1b') == std::string::npos);
}

QTEST_GUILESS_MAIN(TestCheckout)
#include "tst_checkout.moc"
