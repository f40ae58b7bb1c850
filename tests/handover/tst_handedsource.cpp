#include "core/handover/cppdispatcher.h"
#include "core/handover/cudalauncher.h"
#include "core/handover/kernelbundle.h"
#include "core/handover/sourcetext.h"
#include "core/task/tasklibrary.h"
#include "tests/handover/handoverfixture.h"

#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::handover;

/// How a source becomes a file of a bundle.
class TestHandedSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsIncludedStaysOutside();
    void whatLooksLikeAnIncludeStaysWhereItIs();
    void includesInConditionsStayBalanced();
    void textCannotLeaveAComment();
    void expressionsKeepTheirMeaning();
    void launchesFollowTheManifest();
    void macrosDoNotReachIntoHostCode();
    void bundlesAreWholeOrNotThere();
    void whatCannotBeCalledIsLeftOut();
    void kernelsOfOneNameDoNotMeet();
    void pythonPicksByTheTable();
    void theFrameworkIsAskedForWhereNothingBeatsIt();
};

namespace {

std::string text(const std::vector<BundleFile>& files, const std::string& path)
{
    const auto found = std::ranges::find(files, path, &BundleFile::path);
    return found == files.end() ? std::string() : found->text;
}

bool contains(const std::string& all, const std::string& part)
{
    return all.find(part) != std::string::npos;
}

std::size_t count(const std::string& all, const std::string& part)
{
    std::size_t found = 0;
    for (std::size_t at = all.find(part); at != std::string::npos; at = all.find(part, at + 1)) {
        ++found;
    }
    return found;
}

} // namespace

void TestHandedSource::whatIsIncludedStaysOutside()
{
    QCOMPARE(inNamespace("#include <a>\n# include \"b.h\"\n#include \"task.h\"\n\nint x;\n#include <c>\nint y;", "n"),
             std::string("#include <a>\n# include \"b.h\"\nnamespace n {\n\nint x;\n} // namespace n\n"
                         "#include <c>\nnamespace n {\nint y;\n} // namespace n\n"));
}

void TestHandedSource::whatLooksLikeAnIncludeStaysWhereItIs()
{
    const std::string source = "/* a comment\n#include <a>\n*/\nconst char* s = R\"(\n#include <b>\n)\";\n"
                               "char c = '\"'; // \"\nint included;\n";
    QCOMPARE(inNamespace(source, "n"), "namespace n {\n" + source + "} // namespace n\n");
}

void TestHandedSource::includesInConditionsStayBalanced()
{
    const std::string made = inNamespace("int a;\n#ifdef X\n#include <x>\n#endif\nint b;\n", "n");
    // Whether X is defined or not, the namespace is open before and behind.
    QCOMPARE(made,
             std::string("namespace n {\nint a;\n#ifdef X\n} // namespace n\n#include <x>\nnamespace n {\n#endif\n"
                         "int b;\n} // namespace n\n"));
}

void TestHandedSource::textCannotLeaveAComment()
{
    QCOMPARE(commentText("a\nb\r*/ c \\"), std::string("a b *  c "));
    QCOMPARE(commentText(std::string(300, 'x')).size(), std::size_t{160});
    QCOMPARE(stringLiteral("a\"b\\c\n$"), std::string("\"a\\\"b\\\\c??\""));
    QVERIFY(licenceLines("//", "MIT OR Apache-2.0").starts_with("// SPDX-License-Identifier: MIT OR Apache-2.0\n"));
    QCOMPARE(count(licenceLines("//", "MIT\n#error"), "\n"), std::size_t{1});
}

void TestHandedSource::expressionsKeepTheirMeaning()
{
    const auto expression = Expression::parse("-ceil(rows, WG) * WG % 3.5 + min(cols/2, 1)", {"rows", "cols", "WG"});
    QVERIFY(expression);
    QCOMPARE(numberExpression(*expression, {{"WG", 64}}),
             std::string("-ceil(Number(rows), Number(64)) * Number(64) % Number(3.5) + min(Number(cols)/Number(2), "
                         "Number(1))"));
}

void TestHandedSource::launchesFollowTheManifest()
{
    const auto task = loadTask(std::filesystem::path(ESPALIER_SOURCE_DIR) / "resources/tasks/rmsnorm");
    QVERIFY(task);
    const auto launcher =
        cudaLauncher(*task, "// scratch: sums float[rows]\n"
                            "// launch: first global(rows * WG, 2) local(WG, 1) args(x, sums, cols, local float[WG])\n"
                            "// launch: second global(rows) local(1) args(sums, w, y)\n"
                            "#define WG 32\n__global__ void first();\n");
    QVERIFY2(launcher, launcher ? "" : launcher.error().sentence().c_str());
    QVERIFY(contains(*launcher, "cudaError_t espalier_launch(const float* x, const float* w, float* y, int64_t rows, "
                                "int64_t cols, cudaStream_t stream)"));
    QVERIFY(contains(*launcher, "cudaMallocAsync(&espalier_scratch[0], 4 * (Number(rows)).whole(), stream)"));
    QVERIFY2(contains(*launcher, "espalier_global[3] = {(Number(rows) * Number(32)).whole(), (Number(2)).whole(), 1}"),
             launcher->c_str());
    QVERIFY(contains(*launcher, "espalier_arguments[] = {&x, &espalier_scratch[0], &cols}"));
    QVERIFY(contains(*launcher, "espalier_shared = 0 + 4 * (Number(32)).whole()"));
    QVERIFY(launcher->find("(&first)") < launcher->find("(&second)"));
    QVERIFY(!cudaLauncher(*task, "__global__ void first();\n")); // nothing says how it is launched
}

void TestHandedSource::macrosDoNotReachIntoHostCode()
{
    const auto task = loadTask(std::filesystem::path(ESPALIER_SOURCE_DIR) / "resources/tasks/softmax");
    const auto launcher = cudaLauncher(*task, "// launch: k global(rows) local(1) args(x, y, cols)\n#define stream 0\n"
                                              "  #  define rows(a) a\n__global__ void k();\n");
    QVERIFY(launcher);
    QVERIFY(launcher->find("#undef rows\n#undef stream\n") < launcher->find("espalier_launch_one"));
}

void TestHandedSource::bundlesAreWholeOrNotThere()
{
    HandoverFixture fixture;
    const auto target = fixture.folder.path() / "bundle";
    QVERIFY(writeBundle({{"a.txt", "a"}, {"b/c.txt", "c"}}, target / ""));
    QVERIFY(std::filesystem::exists(target / "b" / "c.txt"));
    const auto again = writeBundle({{"a.txt", "new"}}, target);
    QVERIFY(!again);
    QVERIFY(again.error().kind == ErrorKind::Usage);
    const auto broken = writeBundle({{"a.txt", "a"}, {"a.txt/b", "no folder"}}, fixture.folder.path() / "other");
    QVERIFY(!broken);
    QVERIFY(!std::filesystem::exists(fixture.folder.path() / "other"));
}

void TestHandedSource::whatCannotBeCalledIsLeftOut()
{
    HandoverFixture fixture("cuda");
    const std::string seed = fixture.seed();
    fixture.add(seed + "\n", 0, Verdict::Accepted, {{"square, on a GPU", {1.5, 1.4, 1.6}}});
    fixture.add("// tier: 2\nvoid softmax();\n", 0, Verdict::Accepted, {{"square, on a GPU", {9, 8, 10}}});
    const auto handover = collectHandover(fixture.store, fixture.info(), {});
    QVERIFY2(handover, handover ? "" : handover.error().sentence().c_str());
    QCOMPARE(handover->table.nodes(), (std::vector<NodeNumber>{1})); // host code of its own cannot be called
    const auto files = bundleFiles(*handover);
    QVERIFY2(files, files ? "" : files.error().sentence().c_str());
    QVERIFY(contains(text(*files, "softmax.h"),
                     "cudaError_t softmax(const float* x, float* y, int64_t rows, int64_t cols, "
                     "cudaStream_t stream);"));
    QVERIFY(contains(text(*files, "CMakeLists.txt"), "LANGUAGES CXX CUDA"));
    QVERIFY(contains(text(*files, "kernels/node_1.cu"), "namespace softmax_kernels::node_1 {"));
    QVERIFY(contains(text(*files, "test/test.cu"), "isCaseRight(\"square, on a GPU\", \"node 1\", 64, 257)"));
    QVERIFY(contains(text(*files, "test/test.cu"), "isCaseRight(\"prime\", \"baseline\", 17, 127)"));
}

/// Named as in C they would be one symbol.
void TestHandedSource::kernelsOfOneNameDoNotMeet()
{
    HandoverFixture fixture("cuda");
    std::string seed = fixture.seed();
    const std::size_t kernel = seed.find("__global__");
    fixture.add(seed.substr(0, kernel) + "extern \"C\"\n    " + seed.substr(kernel), 0, Verdict::Accepted,
                {{"square, on a GPU", {1.5, 1.4, 1.6}}});
    const auto handover = collectHandover(fixture.store, fixture.info(), {});
    QVERIFY2(handover, handover ? "" : handover.error().sentence().c_str());
    const auto files = bundleFiles(*handover);
    QVERIFY(files);
    const std::string handed = text(*files, "kernels/node_1.cu");
    QVERIFY2(contains(handed, "__global__") && !contains(handed, "extern \"C\""), handed.c_str());
}

void TestHandedSource::pythonPicksByTheTable()
{
    HandoverFixture fixture("triton");
    QVERIFY(fixture.store.setBaseline(fixture.session, "torch", 2.0));
    fixture.add(fixture.seed() + "\n", 0, Verdict::Accepted,
                {{"square, on a GPU", {1.5, 1.4, 1.6}}, {"wide, on a GPU", {0.5, 0.4, 0.6}}});
    fixture.add("class ModelNew:\n    pass\n", 0, Verdict::Accepted, {{"square, on a GPU", {9, 8, 10}}});
    const auto handover = collectHandover(fixture.store, fixture.info(), {{}, true});
    QVERIFY2(handover, handover ? "" : handover.error().sentence().c_str());
    const auto files = bundleFiles(*handover);
    QVERIFY(files);
    const auto target = fixture.folder.path() / "bundle";
    QVERIFY(writeBundle(*files, target));
    const ToolRun run = runTool({"python3", "-c",
                                 "import softmax_table as t; print(t.choice(64, 257), '|', t.choice(8, 4097), '|', "
                                 "t.choice(60, 300), '|', t.choice(4, 9000), '|', t.choice(0, 1))"},
                                target);
    QVERIFY2(run.exitCode == 0, run.output.c_str());
    QCOMPARE(run.output, std::string("node 1 | baseline | node 1 | baseline | baseline\n"));
    // What is picked can be tested where there is no torch; where there is, nothing more is without a GPU.
    const ToolRun test = runTool({"python3", "-m", "unittest", "test_softmax"}, target);
    QVERIFY2(test.exitCode == 0, test.output.c_str());
    QVERIFY(contains(text(*files, "softmax.py"), "\"rows\": x.shape[0],"));
    QVERIFY(contains(text(*files, "kernels/baseline.py"), "class PytorchModel"));
}

void TestHandedSource::theFrameworkIsAskedForWhereNothingBeatsIt()
{
    HandoverFixture fixture("cuda");
    QVERIFY(fixture.store.setBaseline(fixture.session, "torch-compiled", 2.0));
    fixture.add(fixture.seed() + "\n", 0, Verdict::Accepted, {{"square, on a GPU", {1.5, 1.4, 1.6}}});
    const auto handover = collectHandover(fixture.store, fixture.info(), {});
    QVERIFY2(handover, handover ? "" : handover.error().sentence().c_str());
    const auto files = bundleFiles(*handover);
    QVERIFY2(files, files ? "" : files.error().sentence().c_str());
    QVERIFY(text(*files, "kernels/baseline.cu").empty()); // the compiled seed, which is slower than PyTorch
    QVERIFY(
        contains(text(*files, "softmax.h"), "constexpr cudaError_t softmax_use_framework = cudaErrorNotSupported;"));
    QVERIFY(contains(text(*files, "dispatch.cu"), "return softmax_use_framework;"));
    QVERIFY(contains(text(*files, "README.md"), "if (softmax(x, y, rows, cols, stream) == softmax_use_framework) {"));
    QVERIFY(contains(text(*files, "test/test.cu"), "isCaseRight(\"prime\", \"framework\", 17, 127)"));
    for (const BundleFile& file : *files) {
        QVERIFY2(!contains(file.text, "aseline::") && !contains(file.text, "::Baseline"), file.path.c_str());
    }
}

QTEST_GUILESS_MAIN(TestHandedSource)
#include "tst_handedsource.moc"
