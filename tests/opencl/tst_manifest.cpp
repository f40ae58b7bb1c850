#include "core/base/rng.h"
#include "core/opencl/buildrequest.h"
#include "core/opencl/deviceprogram.h"
#include "core/opencl/launchplan.h"
#include "tests/opencl/rowsandcols.h"

#include <QtTest>

using namespace espalier;
using test::rowsAndCols;

namespace {

const std::string kGood = "// scratch: partial float[rows]\n"
                          "// launch: first global(rows * WG) local(WG) args(x, partial, rows, cols, local float[WG])\n"
                          "// launch: second global(ceil(cols, 16) * 16, rows) local(16, 1) args(x, w, partial, y)\n"
                          "#define WG 32 // tune: 16 32\n"
                          "\n"
                          "__kernel void first() {}\n";

} // namespace

class TestManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLaunchesScratchAndConstants();
    void sizesFollowTheDims();
    void refusesWhatItCannotUse_data();
    void refusesWhatItCannotUse();
    void refusesSizesThatDoNotWorkOut_data();
    void refusesSizesThatDoNotWorkOut();
    void survivesHostileBytes();
    void programsSurviveTheirBytes();
    void requestsSurviveTheirText();
};

void TestManifest::readsLaunchesScratchAndConstants()
{
    const auto manifest = Manifest::parse(kGood, rowsAndCols());
    QVERIFY2(manifest, manifest ? "" : manifest.error().sentence().c_str());
    QCOMPARE(manifest->constants.size(), std::size_t{1});
    QCOMPARE(manifest->constants.front().second, std::int64_t{32});
    QCOMPARE(manifest->scratch.front().name, std::string("partial"));
    QCOMPARE(manifest->launches.size(), std::size_t{2});
    using Kind = Manifest::Argument::Kind;
    const auto& arguments = manifest->launches.front().arguments;
    const std::vector<Kind> expected{Kind::Input, Kind::Scratch, Kind::Dim, Kind::Dim, Kind::Local};
    QCOMPARE(arguments.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(arguments[i].kind == expected[i]);
    }
    QCOMPARE(arguments[3].index, std::size_t{1});
}

void TestManifest::sizesFollowTheDims()
{
    const auto manifest = Manifest::parse(kGood, rowsAndCols());
    QVERIFY(manifest);
    const auto plan = LaunchPlan::of(*manifest, {{"rows", 7}, {"cols", 33}});
    QVERIFY2(plan, plan ? "" : plan.error().sentence().c_str());
    QCOMPARE(plan->scratchBytes.front(), std::size_t{28});
    QCOMPARE(plan->launches[0].global[0], std::size_t{224});
    QCOMPARE(plan->launches[0].localBytes, std::size_t{128});
    QCOMPARE(plan->launches[1].global[0], std::size_t{48});
    QCOMPARE(plan->launches[1].global[1], std::size_t{7});
    QCOMPARE(plan->launches[1].dimensions, 2U);
}

void TestManifest::refusesWhatItCannotUse_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, const char* source, const char* word) {
        QTest::newRow(name) << QByteArray(source) << QByteArray(word);
    };
    row("nothing", "__kernel void k() {}\n", "no launch manifest");
    row("no local", "// launch: k global(rows) args(x)\n", "the word local is missing");
    row("no global", "// launch: k local(1) args(x)\n", "the word global is missing");
    row("four sizes", "// launch: k global(1,1,1,1) local(1,1,1,1) args(x)\n", "one to three");
    row("uneven sizes", "// launch: k global(rows, cols) local(1) args(x)\n", "different numbers");
    row("unknown size", "// launch: k global(depth) local(1) args(x)\n", "not one of the dims");
    row("unknown name", "// launch: k global(1) local(1) args(z)\n", "\"z\" is no input");
    row("unknown type", "// launch: k global(1) local(1) args(local quad[4])\n", "no type");
    row("local without size", "// launch: k global(1) local(1) args(local float)\n", "[ is missing");
    row("rest", "// launch: k global(1) local(1) args(x) on(gpu)\n", "behind its end");
    row("rest of an argument", "// launch: k global(1) local(1) args(x y)\n", "behind its end");
    row("open", "// launch: k global(1 local(1) args(x)\n", ") is missing");
    row("no name", "// launch: global(1) local(1) args(x)\n", "the word global is missing");
    row("keyword", "// launch: while global(1) local(1) args(x)\n", "no name of a kernel");
    row("scratch taken", "// scratch: x float[1]\n// launch: k global(1) local(1) args(x)\n", "no free name");
    row("scratch type", "// scratch: t byte[1]\n// launch: k global(1) local(1) args(t)\n", "no type");
    row("constant taken", "#define rows 4\n// launch: k global(rows) local(1) args(x)\n", "has a meaning already");
    row("constant twice", "#define A 4\n#define A 5\n// launch: k global(A) local(1) args(x)\n", "meaning already");
    row("below the code", "__kernel void k() {}\n// launch: k global(1) local(1) args(x)\n", "below the first code");
}

void TestManifest::refusesWhatItCannotUse()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, word);
    const auto manifest = Manifest::parse(source.toStdString(), rowsAndCols());
    QVERIFY(!manifest);
    const std::string sentence = manifest.error().sentence();
    QVERIFY2(sentence.find(word.toStdString()) != std::string::npos, sentence.c_str());
}

void TestManifest::refusesSizesThatDoNotWorkOut_data()
{
    QTest::addColumn<QByteArray>("launch");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* launch, const char* word) {
        QTest::newRow(launch) << QByteArray(launch) << QByteArray(word);
    };
    row("global(rows - 5) local(1) args(x)", "no whole number");
    row("global(0) local(1) args(x)", "no whole number");
    row("global(rows / 2) local(1) args(x)", "no whole number");
    row("global(rows / 0) local(1) args(x)", "no whole number");
    row("global(1e300) local(1) args(x)", "no whole number");
    row("global(-rows) local(1) args(x)", "no whole number");
    row("global(rows) local(2) args(x)", "no multiple");
    row("global(65536, 65536) local(65536, 65536) args(x)", "more than 65536 work-items");
    row("global(rows) local(1) args(local double[1048576])", "local memory");
    row("global(rows) local(1) args(local float[cols - 40])", "no whole number");
}

void TestManifest::refusesSizesThatDoNotWorkOut()
{
    QFETCH(QByteArray, launch);
    QFETCH(QByteArray, word);
    const auto manifest = Manifest::parse("// launch: k " + launch.toStdString() + "\n", rowsAndCols());
    QVERIFY2(manifest, manifest ? "" : manifest.error().sentence().c_str());
    const auto plan = LaunchPlan::of(*manifest, {{"rows", 5}, {"cols", 33}});
    QVERIFY(!plan);
    QVERIFY2(plan.error().sentence().find(word.toStdString()) != std::string::npos, plan.error().sentence().c_str());
}

/// Mutations of a good manifest: whatever is accepted must still plan or say why not, and nothing may be read past an
/// end (the sanitized build sees that).
void TestManifest::survivesHostileBytes()
{
    const KernelSignature signature = rowsAndCols();
    Rng rng(7);
    int accepted = 0;
    const std::string alphabet = "()[],/*-+%:#\n \tawx09\xff";
    for (int i = 0; i < 20000; ++i) {
        std::string text = kGood;
        for (std::size_t edits = 1 + rng.below(4); edits > 0; --edits) {
            const std::size_t at = rng.below(text.size());
            switch (rng.below(3)) {
            case 0:
                text[at] = alphabet[rng.below(alphabet.size())];
                break;
            case 1:
                text.insert(at, 1, alphabet[rng.below(alphabet.size())]);
                break;
            default:
                text.erase(at, 1 + rng.below(8));
                break;
            }
        }
        if (const auto manifest = Manifest::parse(text, signature)) {
            ++accepted;
            const auto plan = LaunchPlan::of(*manifest, {{"rows", 3}, {"cols", 5}});
            QVERIFY(!plan || !plan->launches.empty());
        }
    }
    QVERIFY(accepted > 0);
    const std::string deep(100000, '(');
    QVERIFY(!Manifest::parse("// launch: k global" + deep, signature));
    QVERIFY(!Manifest::parse("// launch: k global(" + deep.substr(0, 500), signature));
}

void TestManifest::programsSurviveTheirBytes()
{
    const DeviceProgram program{rowsAndCols(), kGood, std::string("\0binary\n\xff", 9)};
    const auto read = DeviceProgram::fromBytes(program.toBytes());
    QVERIFY(read);
    QCOMPARE(read->head, program.head);
    QCOMPARE(read->binary, program.binary);
    QCOMPARE(read->signature.inputs.size(), std::size_t{2});
    QCOMPARE(read->signature.inputs[0].elements({{"rows", 3}, {"cols", 5}}), std::int64_t{15});
    for (std::size_t cut = 0; cut < program.toBytes().size() - program.binary.size() - 1; cut += 7) {
        QVERIFY(!DeviceProgram::fromBytes(program.toBytes().substr(0, cut)));
    }
}

void TestManifest::requestsSurviveTheirText()
{
    const auto manifest = Manifest::parse(kGood, rowsAndCols());
    QVERIFY(manifest);
    BuildRequest request{"-cl-mad-enable", {*LaunchPlan::of(*manifest, {{"rows", 7}, {"cols", 33}})}};
    const auto read = BuildRequest::fromText(request.toText());
    QVERIFY(read);
    QCOMPARE(read->options, request.options);
    QCOMPARE(read->toText(), request.toText());
    QCOMPARE(read->geometries(), std::vector<std::string>{"16-1-1-goffs0-smallgrid,32-1-1-goffs0-smallgrid"});
    request.plans.push_back(*LaunchPlan::of(*manifest, {{"rows", 4096}, {"cols", 33}}));
    QCOMPARE(request.geometries(),
             (std::vector<std::string>{"16-1-1-goffs0-smallgrid,32-1-1-goffs0-smallgrid", "32-1-1-goffs0"}));
    QVERIFY(!BuildRequest::fromText("{\"options\": 3}"));
    QVERIFY(!BuildRequest::fromText("nothing"));
}

QTEST_GUILESS_MAIN(TestManifest)
#include "tst_manifest.moc"
