#include "core/base/file.h"
#include "core/synthesis/rules/parallelouterloop.h"
#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/workpiece.h"
#include "core/synthesis/rulessynthesizer.h"
#include "harness.h"

#include <QtTest>

#include <set>

using namespace espalier;
using namespace espalier::rules;

namespace {

const std::vector<std::string> kFast{"-O2", "-march=native", "-fopenmp"};

/// A transformation's first site applied to a source; nothing when it has none or does not fit.
std::optional<std::string> applied(const std::string& rule, const std::string& source, const std::string& header = "",
                                   const std::string& function = "f", int variant = -1)
{
    const auto kernel = parseKernel(source, header, function);
    const Transformation* transformation = transformationNamed(rule);
    if (!kernel || transformation == nullptr) {
        return std::nullopt;
    }
    Rng rng(1);
    for (const Site& site : transformation->sites(**kernel)) {
        if (variant < 0 || site.variant == variant) {
            const auto changed = transformation->apply(**kernel, site, rng);
            return changed && parseKernel(*changed, header, function) ? std::optional(*changed) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::string withTile(std::string source, const std::string& name, const std::string& value)
{
    const std::size_t at = source.find("constexpr int " + name + " = ") + 17 + name.size();
    return source.replace(at, source.find(';', at) - at, value);
}

std::string kernelWith(const std::string& body, const std::string& before = "")
{
    return "#include <cmath>\n" + before + "void f(const float* x, const float* w, float* y, long n, long m)\n{\n" +
           body + "}\n";
}

} // namespace

/// The rules that are about memory: tiles, streams, alignment, what is loaded once, and how threads are handed out.
class TestMemoryRules : public QObject
{
    Q_OBJECT

private slots:
    void everySizeKeepsItsResult_data();
    void everySizeKeepsItsResult();
    void theyWorkOnWhatOthersMade();
    void nothingIsDoneWhereItMustNot_data();
    void nothingIsDoneWhereItMustNot();
    void aTiledSumKeepsItsOrder();
    void noTileComesIntoACollapsedNest();
    void theLastTileFinishesTheSum();
    void anInvariantLoadIsGuardedWhereTheLoopMayBeEmpty();
    void onlyPointersArePromisedAligned();
    void copiesOfAReductionAreNotPromisedAligned();
    void aScheduleIsChangedNotRepeated();
    void aChangeAndItsReverseAreNoWork();
};

void TestMemoryRules::everySizeKeepsItsResult_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("rules"); ///< applied one after the other
    QTest::addColumn<QString>("options");
    QTest::newRow("stream") << "rmsnorm" << "streaming-stores" << "-O2 -march=native -fopenmp";
    QTest::newRow("stream without AVX") << "rmsnorm" << "streaming-stores" << "-O2";
    QTest::newRow("stream in parallel") << "map_id" << "streaming-stores parallel-outer-loop"
                                        << "-O2 -march=native -fopenmp";
    QTest::newRow("both tiles") << "matmul" << "tile-reduction tile-columns" << "-O2 -march=native";
    QTest::newRow("all") << "matmul"
                         << "tile-reduction tile-columns vector-strip row-block parallel-outer-loop assume-aligned"
                         << "-O2 -march=native -fopenmp";
}

void TestMemoryRules::everySizeKeepsItsResult()
{
    QFETCH(QString, task);
    QFETCH(QString, rules);
    QFETCH(QString, options);
    const auto loaded = taskNamed(task.toStdString());
    QVERIFY(loaded);
    const std::string seed = *readFile(loaded->seedFile());
    std::string source = seed;
    for (const QString& rule : rules.split(' ')) {
        const auto changed = applied(rule.toStdString(), source, loaded->header(), loaded->name);
        QVERIFY2(changed, qPrintable(rule + " on\n" + QString::fromStdString(source)));
        source = *changed;
    }
    // Tiles and strips so small that every case has several and a rest.
    for (const char* name : {"TILE_SUM", "TILE_COLUMNS", "STREAM"}) {
        if (source.find(std::string("constexpr int ") + name) != std::string::npos) {
            source = withTile(source, name, "32");
        }
    }
    std::vector<std::string> words;
    for (const QString& word : options.split(' ')) {
        words.push_back(word.toStdString());
    }
    const std::vector<const Case*> cases = loaded->casesOf(CaseRole::Hidden);
    const auto before = outputsOfEach(*loaded, cases, seed, {"-O1"});
    const auto after = outputsOfEach(*loaded, cases, source, words);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QVERIFY(before[i]);
        QVERIFY2(after[i], source.c_str());
        QVERIFY2(agree(*loaded, *after[i], *before[i]), (cases[i]->name + "\n" + source).c_str());
    }
}

void TestMemoryRules::theyWorkOnWhatOthersMade()
{
    const std::string parallel =
        kernelWith("    #pragma omp parallel for schedule(static)\n    for (long i = 0; i < n; ++i) {\n"
                   "        #pragma omp simd\n        for (long j = 0; j < m; ++j) {\n"
                   "            y[i * m + j] = x[i * m + j] * w[j];\n        }\n    }\n");
    const auto streamed = applied("streaming-stores", parallel);
    QVERIFY(streamed);
    // The lanes' pragma stays with the elements, the threads' with the rows.
    QVERIFY2(streamed->find("#pragma omp simd\nfor (long j = j0") != std::string::npos, streamed->c_str());
    QVERIFY(streamed->find("#pragma omp parallel for schedule(static)\n    for (long i") != std::string::npos);
    const auto aligned = applied("assume-aligned", parallel);
    QVERIFY(aligned);
    QVERIFY2(aligned->find("#pragma omp simd aligned(x, w, y : 64)") != std::string::npos, aligned->c_str());
    // What is promised aligned is still known for what it is.
    QVERIFY(applied("streaming-stores", *aligned));
    QVERIFY(applied("tile-columns", *aligned));
}

void TestMemoryRules::nothingIsDoneWhereItMustNot_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("body");
    QTest::newRow("an output that is read again")
        << "streaming-stores"
        << "for (long i = 0; i < n; ++i) { y[i] = x[i]; }\nfor (long i = 0; i < n; ++i) { y[i] *= 2; }\n";
    QTest::newRow("an output set on condition only")
        << "streaming-stores" << "for (long i = 0; i < n; ++i) { if (x[i] > 0) { y[i] = x[i]; } }\n";
    QTest::newRow("every other element") << "streaming-stores" << "for (long i = 0; i < n; ++i) { y[2 * i] = x[i]; }\n";
    QTest::newRow("a place that is counted")
        << "streaming-stores" << "long at = 0;\nfor (long i = 0; i < n; ++i) { y[at + i] = x[i]; at += 1; }\n";
    QTest::newRow("a row's place that runs on") << "streaming-stores"
                                                << "long at = n * m;\nfor (long k = 0; k < n; ++k) { for (long i = 0; "
                                                   "i < m; ++i) { y[at + i] = x[i]; } at += m; }\n";
    QTest::newRow("a pointer that moves")
        << "streaming-stores"
        << "for (long k = 0; k < n; ++k) { for (long i = 0; i < m; ++i) { y[i] = x[i]; } y += m; }\n";
    QTest::newRow("a loop that may stop")
        << "streaming-stores" << "for (long i = 0; i < n; ++i) { y[i] = x[i]; if (x[i] > 9) { break; } }\n";
    QTest::newRow("a handful") << "streaming-stores" << "for (long i = 0; i < 64; ++i) { y[i] = x[i]; }\n";
    QTest::newRow("columns that depend on rows")
        << "tile-columns" << "for (long i = 0; i < n; ++i) { for (long j = 0; j < i; ++j) { y[i * m + j] = w[j]; } }\n";
    QTest::newRow("nothing that rows share")
        << "tile-columns"
        << "for (long i = 0; i < n; ++i) { for (long j = 0; j < m; ++j) { y[i * m + j] = x[i * m + j]; } }\n";
    QTest::newRow("rows that feed the next") << "tile-columns"
                                             << "for (long i = 1; i < n; ++i) { for (long j = 0; j < m; ++j) { y[i * m "
                                                "+ j] = y[i * m - m + j + 1] + w[j]; } }\n";
    QTest::newRow("a sum wider than its output") << "tile-reduction"
                                                 << "for (long i = 0; i < n; ++i) { double s = 0; for (long p = 0; p < "
                                                    "m; ++p) { s += x[i * m + p]; } y[i] = s; }\n";
    QTest::newRow("a sum with a neighbour")
        << "tile-reduction"
        << "for (long i = 0; i < n; ++i) { float s = 0; float t = 0; for (long p = 0; p < m; ++p) { s += x[i * m + p]; "
           "t += w[p]; } y[i] = s * t; }\n";
    QTest::newRow("a length of the row's own") << "tile-reduction"
                                               << "for (long i = 0; i < n; ++i) { float s = 0; for (long p = 0; p < "
                                                  "long(w[i]); ++p) { s += x[i * m + p]; } y[i] = s; }\n";
    QTest::newRow("a load behind a condition")
        << "hoist-invariant" << "for (long i = 0; i < n; ++i) { if (i < m) { y[i] = w[m]; } }\n";
    QTest::newRow("a load the loop changes")
        << "hoist-invariant" << "for (long i = 0; i < n; ++i) { y[i] = y[0] + 1; }\n";
    QTest::newRow("a call of what changes")
        << "hoist-invariant" << "for (long i = 0; i < n; ++i) { float s = float(i); s += 1; y[i] = std::sqrt(s); }\n";
    QTest::newRow("a pointer of the kernel's own")
        << "assume-aligned" << "x += 1; w += 1; y += 1; for (long i = 0; i < n; ++i) { y[i] = x[i] + w[i]; }\n";
    QTest::newRow("a serial loop") << "parallel-schedule" << "for (long i = 0; i < n; ++i) { y[i] = x[i]; }\n";
}

void TestMemoryRules::nothingIsDoneWhereItMustNot()
{
    QFETCH(QString, rule);
    QFETCH(QString, body);
    const std::string source = kernelWith(body.toStdString());
    QVERIFY(parseKernel(source, "", "f"));
    const auto changed = applied(rule.toStdString(), source);
    QVERIFY2(!changed, changed ? changed->c_str() : "");
}

void TestMemoryRules::aTiledSumKeepsItsOrder()
{
    // Without relaxed arithmetic and fused operations the bits are the same.
    const auto task = taskNamed("matmul");
    QVERIFY(task);
    const std::string seed = *readFile(task->seedFile());
    const auto changed = applied("tile-reduction", seed, task->header(), task->name);
    QVERIFY(changed);
    const Case& oneCase = *task->casesOf(CaseRole::Hidden)[1];
    const auto before = outputsOf(*task, oneCase, seed, {"-O1"});
    const auto after = outputsOf(*task, oneCase, withTile(*changed, "TILE_SUM", "16"), {"-O1"});
    QVERIFY(before && after);
    QVERIFY(*before == *after);
}

void TestMemoryRules::noTileComesIntoACollapsedNest()
{
    const std::string source =
        kernelWith("#pragma omp parallel for collapse(2)\nfor (long b = 0; b < n; ++b) {\n"
                   "for (long i = 0; i < n; ++i) {\nfor (long j = 0; j < n; ++j) {\nfloat s = 0;\n"
                   "for (long p = 0; p < m; ++p) {\ns += x[(b * n + i) * m + p] * w[j * m + p];\n}\n"
                   "y[(b * n + i) * n + j] = s;\n}\n}\n}\n");
    QVERIFY(!applied("tile-columns", source, "", "f"));
    QVERIFY(!applied("tile-reduction", source, "", "f", 2)); // between b and i
    QVERIFY(applied("tile-reduction", source, "", "f", 3));  // outside of both
}

void TestMemoryRules::theLastTileFinishesTheSum()
{
    const std::string source =
        kernelWith("for (long i = 0; i < n; ++i) {\nfloat s = w[i];\nfor (long p = 0; p < m; ++p) {\n"
                   "s += x[i * m + p];\n}\nconst float h = s * 2;\ny[i] = std::exp(h);\n}\n");
    const auto changed = applied("tile-reduction", source);
    QVERIFY(changed);
    QVERIFY2(changed->find("y[i] = s;") != std::string::npos, changed->c_str());
    QVERIFY2(changed->find("(pTile == 0 ? (w[i]) : y[i])") != std::string::npos, changed->c_str());
}

void TestMemoryRules::anInvariantLoadIsGuardedWhereTheLoopMayBeEmpty()
{
    const std::string sure = kernelWith("for (long i = 0; i < n; ++i) {\nfor (long j = 0; j < m; ++j) {\n"
                                        "y[i * m + j] = x[i] * w[j];\n}\n}\n");
    const auto plain = applied("hoist-invariant", sure);
    QVERIFY(plain);
    QVERIFY2(plain->find("const float fixed = x[i];") != std::string::npos, plain->c_str());
    const std::string unsure = kernelWith("for (long i = 0; i < n; ++i) {\nfor (long j = 1; j < m - 1; ++j) {\n"
                                          "y[i * m + j] = x[i] * std::sqrt(float(n)) * w[j];\n}\n}\n");
    const auto guarded = applied("hoist-invariant", unsure);
    QVERIFY(guarded);
    QVERIFY2(guarded->find("(1) < (m - 1) ?") != std::string::npos, guarded->c_str());
}

void TestMemoryRules::onlyPointersArePromisedAligned()
{
    const auto task = taskNamed("conv1d");
    QVERIFY(task);
    const auto changed = applied("assume-aligned", *readFile(task->seedFile()), task->header(), task->name);
    QVERIFY(changed);
    for (const char* name : {"x", "w", "bias", "y"}) {
        QVERIFY2(changed->find("(__builtin_assume_aligned(" + std::string(name) + ", 64))") != std::string::npos, name);
    }
    QVERIFY(!applied("assume-aligned", *changed, task->header(), task->name)); // once is enough
}

void TestMemoryRules::copiesOfAReductionAreNotPromisedAligned()
{
    const auto columnSums = [](const std::string& threads, const std::string& lanes) {
        return "void f(const float* x, float* y, long n, long m)\n{\n" + threads +
               "    for (long i = 0; i < n; ++i) {\n        #pragma omp simd" + lanes +
               "\n        for (long j = 0; j < m; ++j) {\n            y[j] += x[i * m + j];\n        }\n    }\n}\n";
    };
    const auto promised = applied("assume-aligned", columnSums("#pragma omp parallel for reduction(+ : y[:m])\n", ""));
    QVERIFY(promised);
    QVERIFY2(promised->find("#pragma omp simd aligned(x : 64)") != std::string::npos, promised->c_str());
    // The other way round: what was promised first keeps the loop from threads with copies of their own.
    QVERIFY(withParallelOuterLoop(columnSums("", " aligned(x : 64)"), "", "f"));
    QVERIFY(!withParallelOuterLoop(columnSums("", " aligned(x, y : 64)"), "", "f"));
}

void TestMemoryRules::aScheduleIsChangedNotRepeated()
{
    const std::string source = kernelWith("    #pragma omp parallel for collapse(2) schedule(static)\n"
                                          "    for (long i = 0; i < n; ++i) {\n        for (long j = 0; j < m; ++j) {\n"
                                          "            y[i * m + j] = x[i];\n        }\n    }\n");
    QVERIFY(!applied("parallel-schedule", source, "", "f", 0));
    const auto chunks = applied("parallel-schedule", source, "", "f", 2);
    QVERIFY(chunks);
    QVERIFY2(chunks->find("#pragma omp parallel for collapse(2) schedule(dynamic, 8)\n") != std::string::npos,
             chunks->c_str());
    const auto serial = applied("parallel-schedule", source, "", "f", 4);
    QVERIFY(serial);
    QVERIFY2(serial->find("#pragma") == std::string::npos, serial->c_str());
}

void TestMemoryRules::aChangeAndItsReverseAreNoWork()
{
    Prompt prompt;
    prompt.task = taskNamed("matmul");
    QVERIFY(prompt.task);
    prompt.edge = EdgeKind::Refine;
    prompt.parent = {
        "cpp", "g++", {"-O3", "-march=native", "-fopenmp", "-ffast-math"}, *readFile(prompt.task->seedFile())};
    const auto build = [](const Candidate& candidate) {
        return std::pair(std::multiset<std::string>(candidate.options.begin(), candidate.options.end()),
                         candidate.compiler);
    };
    for (prompt.seed = 0; prompt.seed < 20; ++prompt.seed) {
        Transcript transcript;
        const auto made = RulesSynthesizer().synthesize(prompt, transcript, {});
        QVERIFY(made);
        const bool sameBuild = build(made->candidate) == build(prompt.parent);
        QVERIFY2(!sameBuild || made->candidate.source != prompt.parent.source, made->summary.c_str());
        // A summary that speaks of flags has changed them.
        QVERIFY2(!sameBuild || made->summary.find("flags:") == std::string::npos, made->summary.c_str());
    }
    Rng rng(1);
    auto piece = Workpiece::open(prompt, rng);
    QVERIFY(piece);
    QVERIFY(piece->replaceSource("// another\n" + prompt.parent.source, "tune", "there"));
    QVERIFY(!piece->replaceSource(prompt.parent.source, "tune", "and back"));
    QCOMPARE(piece->changes(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestMemoryRules)
#include "tst_memoryrules.moc"
