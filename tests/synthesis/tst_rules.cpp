#include "core/base/file.h"
#include "core/synthesis/rules/parallelouterloop.h"
#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/tunables.h"
#include "core/synthesis/rulessynthesizer.h"
#include "harness.h"

#include <QtTest>

using namespace espalier;
using namespace espalier::rules;

namespace {

const std::vector<std::string> kFast{"-O2", "-march=native", "-fopenmp"};

Prompt draftOf(const std::shared_ptr<const Task>& task, std::uint64_t seed)
{
    Prompt prompt;
    prompt.task = task;
    prompt.edge = EdgeKind::Draft;
    prompt.parent = {"cpp", "g++", {"-O2"}, *readFile(task->seedFile())};
    prompt.seed = seed;
    return prompt;
}

std::string nested(int depth)
{
    std::string text = "void f(float* y)\n{\n";
    for (int i = 0; i < depth; ++i) {
        text += "{";
    }
    text += "y[0] = 1;";
    for (int i = 0; i < depth; ++i) {
        text += "}";
    }
    return text + "\n}\n";
}

} // namespace

class TestRules : public QObject
{
    Q_OBJECT

private slots:
    void everyTransformationKeepsTheResult_data();
    void everyTransformationKeepsTheResult();
    void draftsAndRefinementsAreMostlyCorrect();
    void theSamePromptGivesTheSameCandidate();
    void anUnseenKernelIsTransformed();
    void carriedValuesKeepALoopSerial();
    void arrayReductionsGetASection();
    void hostileSourcesAreRefused_data();
    void hostileSourcesAreRefused();
    void tunablesAreFoundAndChanged();
    void aMergeTakesTheOthersTunablesOrOptions();
};

void TestRules::everyTransformationKeepsTheResult_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("transformation");
    QTest::newRow("parallel") << "rmsnorm_backward" << "parallel-outer-loop";
    QTest::newRow("strip") << "matmul" << "vector-strip";
    QTest::newRow("rows") << "matmul" << "row-block";
    QTest::newRow("simd") << "softmax" << "simd-inner";
    QTest::newRow("boundary") << "conv1d" << "boundary-split";
    QTest::newRow("boundary in two dimensions") << "depthwise_conv" << "boundary-split";
    QTest::newRow("interchange") << "matmul" << "interchange";
    QTest::newRow("search") << "map_id" << "branch-free-search";
    QTest::newRow("count") << "mbdt" << "counted-search";
    QTest::newRow("scan") << "cumsum" << "simd-scan";
    QTest::newRow("parts") << "rmsnorm" << "partial-accumulators";
    QTest::newRow("restrict") << "softmax" << "restrict-pointers";
    QTest::newRow("division") << "softmax" << "hoist-division";
    QTest::newRow("indices") << "softmax" << "narrow-indices";
    QTest::newRow("unroll") << "conv1d" << "unroll-short";
    QTest::newRow("columns") << "matmul" << "tile-columns";
    QTest::newRow("columns of a convolution") << "conv1d" << "tile-columns";
    QTest::newRow("sums") << "matmul" << "tile-reduction";
    QTest::newRow("sums of a convolution") << "conv1d" << "tile-reduction";
    QTest::newRow("invariants") << "conv1d" << "hoist-invariant";
    QTest::newRow("stores") << "layernorm" << "streaming-stores";
    QTest::newRow("stores behind branches") << "map_id" << "streaming-stores";
    QTest::newRow("alignment") << "layernorm" << "assume-aligned";
}

void TestRules::everyTransformationKeepsTheResult()
{
    QFETCH(QString, task);
    QFETCH(QString, transformation);
    const auto loaded = taskNamed(task.toStdString());
    QVERIFY(loaded);
    const std::string seed = *readFile(loaded->seedFile());
    const auto kernel = parseKernel(seed, loaded->header(), loaded->name);
    QVERIFY(kernel);
    const Transformation* rule = transformationNamed(transformation.toStdString());
    QVERIFY(rule);
    const std::vector<Site> sites = rule->sites(**kernel);
    QVERIFY(!sites.empty());
    Rng rng(1);
    const auto changed = rule->apply(**kernel, sites.front(), rng);
    QVERIFY(changed);
    QVERIFY(*changed != seed);
    QVERIFY(parseKernel(*changed, loaded->header(), loaded->name));
    const Case& oneCase = *loaded->casesOf(CaseRole::Hidden).back();
    const auto before = outputsOf(*loaded, oneCase, seed, {"-O1"});
    const auto after = outputsOf(*loaded, oneCase, *changed, kFast);
    QVERIFY(before);
    QVERIFY2(after, changed->c_str());
    QVERIFY2(agree(*loaded, *after, *before), changed->c_str());
}

void TestRules::draftsAndRefinementsAreMostlyCorrect()
{
    const RulesSynthesizer synthesizer;
    int made = 0;
    int correct = 0;
    for (const char* name : {"matmul", "conv1d", "softmax", "map_id", "cumsum", "wukong_ofm"}) {
        const auto task = taskNamed(name);
        QVERIFY(task);
        const Case& oneCase = *task->casesOf(CaseRole::Hidden).back();
        const auto expected = outputsOf(*task, oneCase, *readFile(task->seedFile()), {"-O1"});
        QVERIFY(expected);
        Prompt prompt = draftOf(task, 5);
        for (int step = 0; step < 2; ++step) {
            Transcript transcript;
            const auto made1 = synthesizer.synthesize(prompt, transcript, {});
            QVERIFY2(made1, made1 ? "" : made1.error().sentence().c_str());
            const auto outputs = outputsOf(*task, oneCase, made1->candidate.source, kFast);
            ++made;
            correct += outputs && agree(*task, *outputs, *expected) ? 1 : 0;
            prompt.parent = made1->candidate;
            prompt.edge = EdgeKind::Refine;
        }
    }
    QVERIFY2(correct * 10 >= made * 8, qPrintable(QString("%1 of %2").arg(correct).arg(made)));
}

void TestRules::theSamePromptGivesTheSameCandidate()
{
    const RulesSynthesizer synthesizer;
    const auto task = taskNamed("conv1d");
    Transcript transcript;
    const auto first = synthesizer.synthesize(draftOf(task, 3), transcript, {});
    const auto again = synthesizer.synthesize(draftOf(task, 3), transcript, {});
    const auto other = synthesizer.synthesize(draftOf(task, 4), transcript, {});
    QVERIFY(first && again && other);
    QCOMPARE(first->candidate.source, again->candidate.source);
    QCOMPARE(first->candidate.options, again->candidate.options);
    QVERIFY(!first->skills.empty());
    QVERIFY(!(first->candidate == other->candidate));
}

void TestRules::anUnseenKernelIsTransformed()
{
    const std::string source =
        "#include <cstdint>\nvoid pairwise(const float* a, const float* b, float* d, int64_t n, int64_t m, "
        "int64_t k)\n{\n    for (int64_t i = 0; i < n; ++i)\n        for (int64_t j = 0; j < m; ++j) {\n"
        "            float s = 0;\n            for (int64_t p = 0; p < k; ++p) {\n"
        "                const float e = a[i * k + p] - b[p * m + j];\n                s += e * e;\n"
        "            }\n            d[i * m + j] = s;\n        }\n}\n";
    auto kernel = parseKernel(source, "", "pairwise");
    QVERIFY(kernel);
    Rng rng(1);
    std::string current = source;
    for (const char* name : {"vector-strip", "row-block", "parallel-outer-loop"}) {
        const Transformation* rule = transformationNamed(name);
        const std::vector<Site> sites = rule->sites(**kernel);
        QVERIFY2(!sites.empty(), name);
        const auto changed = rule->apply(**kernel, sites.front(), rng);
        QVERIFY2(changed, name);
        current = *changed;
        kernel = parseKernel(current, "", "pairwise");
        QVERIFY2(kernel, current.c_str());
    }
    QVERIFY(current.find("omp parallel for") != std::string::npos);
    QVERIFY(current.find("omp simd") != std::string::npos);
}

void TestRules::carriedValuesKeepALoopSerial()
{
    const std::string chain = "void f(const float* x, float* y, long n)\n{\n    for (long i = 1; i < n; ++i) {\n"
                              "        y[i] = y[i - 1] + x[i];\n    }\n}\n";
    QVERIFY(!withParallelOuterLoop(chain, "", "f"));
    const std::string position =
        "void f(const float* x, float* y, long n)\n{\n    long at = 0;\n"
        "    for (long i = 0; i < n; ++i) {\n        if (x[i] > 0) {\n            y[at] = x[i];\n"
        "            ++at;\n        }\n    }\n}\n";
    QVERIFY(!withParallelOuterLoop(position, "", "f"));
}

void TestRules::arrayReductionsGetASection()
{
    const auto task = taskNamed("rmsnorm_backward");
    const auto parallel = withParallelOuterLoop(*readFile(task->seedFile()), task->header(), task->name);
    QVERIFY(parallel);
    QVERIFY(parallel->find("reduction(+ : dw[:cols])") != std::string::npos);
}

void TestRules::hostileSourcesAreRefused_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no C++") << QByteArray("}}}} this is no kernel {{{{");
    QTest::newRow("NUL") << QByteArray("void f(float* y) {\0}", 20);
    QTest::newRow("huge") << QByteArray(600 * 1024, ' ');
    QTest::newRow("another function") << QByteArray("void g(float* y) { y[0] = 1; }");
    QTest::newRow("deeply nested") << QByteArray::fromStdString(nested(230));
    QTest::newRow("missing include") << QByteArray("#include \"nowhere.h\"\nvoid f(float* y) {}");
}

void TestRules::hostileSourcesAreRefused()
{
    QFETCH(QByteArray, source);
    const auto kernel = parseKernel(source.toStdString(), "", "f");
    QVERIFY(!kernel);
    QCOMPARE(kernel.error().kind, ErrorKind::Answer);
    QVERIFY(!kernel.error().why.empty());
}

void TestRules::tunablesAreFoundAndChanged()
{
    const std::string source = "constexpr int TILE = 64; // tune: 16 32 64 128\nconstexpr int FIXED = 3;\n"
                               "void f(float* y)\n{\n    y[0] = TILE + FIXED;\n}\n";
    const auto kernel = parseKernel(source, "", "f");
    QVERIFY(kernel);
    const std::vector<Tunable> tunables = tunablesIn(**kernel);
    QCOMPARE(tunables.size(), std::size_t{1});
    QCOMPARE(tunables[0].value, std::int64_t{64});
    QCOMPARE(tunables[0].choices.size(), std::size_t{4});
    QVERIFY(withTunable(**kernel, tunables[0], 16).find("TILE = 16; // tune") != std::string::npos);
    Rng rng(2);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(neighbour(tunables[0], rng) != 64);
    }
}

void TestRules::aMergeTakesTheOthersTunablesOrOptions()
{
    const auto task = taskNamed("matmul");
    const std::string body = *readFile(task->seedFile());
    Prompt prompt = draftOf(task, 1);
    prompt.edge = EdgeKind::Merge;
    prompt.parent.source = "constexpr int TILE = 64; // tune: 16 32 64\n" + body;
    prompt.other = prompt.parent;
    prompt.other->source = "constexpr int TILE = 16; // tune: 16 32 64\n" + body;
    prompt.other->options = {"-O3"};
    Transcript transcript;
    const auto merged = RulesSynthesizer().synthesize(prompt, transcript, {});
    QVERIFY(merged);
    const bool tunable = merged->candidate.source.find("TILE = 16") != std::string::npos;
    QVERIFY(tunable || merged->candidate.options == prompt.other->options);
}

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
