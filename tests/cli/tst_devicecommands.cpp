#include "commandrun.h"
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/target/devicebuilder.h"

#include <QtTest>

using namespace espalier;

namespace {

constexpr const char* kSeed = ESPALIER_SOURCE_DIR "/resources/tasks/softmax/seed.cu";

test::CommandRun evaluate(const char* target, const QStringList& more = {})
{
    return test::run(QStringList{QStringLiteral("evaluate"), QStringLiteral("softmax"), QString::fromLatin1(kSeed),
                                 QStringLiteral("--target"), QString::fromLatin1(target), QStringLiteral("--json"),
                                 QStringLiteral("--allow-unsandboxed")} +
                     more);
}

} // namespace

/// Judging kernels whose device is not here.
class TestDeviceCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtIsNeitherYesNorNo_data();
    void builtIsNeitherYesNorNo();
    void architecturesAreChecked();
    void architecturesAreOfHip();
    void nothingIsRacedOnWhatIsNotHere();
    void norIsItInASearchThatGoesOn();
    void filesAreOfTheirTargets_data();
    void filesAreOfTheirTargets();
};

void TestDeviceCommands::builtIsNeitherYesNorNo_data()
{
    QTest::addColumn<QString>("architecture");
    QTest::newRow("cuda") << QStringLiteral("sm_90a");
    QTest::newRow("hip") << QStringLiteral("gfx90a");
}

void TestDeviceCommands::builtIsNeitherYesNorNo()
{
    QFETCH(QString, architecture);
    const char* target = QTest::currentDataTag();
    const auto whyNotRun = deviceProblem(target, ESPALIER_BIN_DIR);
    if (!whyNotRun) {
        QSKIP("its kernels can be run here, or its compiler is missing");
    }
    const test::CommandRun run = evaluate(target);
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains(QString::fromStdString(whyNotRun->what)), qPrintable(run.err));
    const nlohmann::json document = run.json();
    QVERIFY(document.is_object());
    QCOMPARE(document.at("verdict").get<std::string>(), std::string("built"));
    QVERIFY(document.at("reason").get<std::string>().find(architecture.toStdString()) != std::string::npos);
    QVERIFY(document.at("diagnosis").at("launches").size() == 1);
}

void TestDeviceCommands::architecturesAreChecked()
{
    if (!deviceProblem("hip", ESPALIER_BIN_DIR)) {
        QSKIP("hipcc is not installed");
    }
    const test::CommandRun run = evaluate("hip", {QStringLiteral("--arch"), QStringLiteral("sm_90a")});
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(QStringLiteral("gfx90a")), qPrintable(run.err));
}

void TestDeviceCommands::architecturesAreOfHip()
{
    const test::CommandRun run = evaluate("cuda", {QStringLiteral("--arch"), QStringLiteral("sm_80")});
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(QStringLiteral("--arch is for the target hip")), qPrintable(run.err));
}

void TestDeviceCommands::nothingIsRacedOnWhatIsNotHere()
{
    const QString seed = QStringLiteral(ESPALIER_SOURCE_DIR "/resources/tasks/softmax/seed_triton.py");
    const test::CommandRun run =
        test::run({QStringLiteral("evaluate"), QStringLiteral("softmax"), seed, QStringLiteral("--target"),
                   QStringLiteral("triton"), QStringLiteral("--allow-unsandboxed")},
                  {QStringLiteral("ESPALIER_PYTHON=/nowhere/python")});
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(!run.err.contains(QStringLiteral("racing")), qPrintable(run.err));
}

void TestDeviceCommands::norIsItInASearchThatGoesOn()
{
    if (!deviceProblem("cuda", ESPALIER_BIN_DIR)) {
        QSKIP("its kernels can be run here, or its compiler is missing");
    }
    const TemporaryFolder folder;
    const std::filesystem::path copy = folder.path() / "h200";
    std::filesystem::copy(ESPALIER_SOURCE_DIR "/resources/examples/h200", copy,
                          std::filesystem::copy_options::recursive);
    const test::CommandRun run = test::run({QStringLiteral("resume"), QStringLiteral("1"), QStringLiteral("--store"),
                                            QString::fromStdString(copy.string())});
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains(QStringLiteral("stands in for it")), qPrintable(run.err));
    QVERIFY2(!run.err.contains(QStringLiteral("measuring")), qPrintable(run.err));
}

void TestDeviceCommands::filesAreOfTheirTargets_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* file, const char* source, const char* target, const char* said) {
        QTest::addRow("%s for %s", file, target) << QString::fromLatin1(file) << QString::fromLatin1(source)
                                                 << QString::fromLatin1(target) << QString::fromLatin1(said);
    };
    row("a.cu", "", "cpu",
        "a.cu is CUDA C++: the target cpu builds something else; use --target cuda or --target hip.");
    row("a.py", "", "cuda", "use --target triton.");
    row("a.cl", "", "hip", "use --target opencl.");
    row("a.hip", "", "cuda", "use --target hip.");
    row("a.cpp", "", "opencl", "a.cpp is C++");
    row("host.cu", "// tier: 2\n#include \"task.h\"\n", "hip", "host code is not taken for the target hip");
}

void TestDeviceCommands::filesAreOfTheirTargets()
{
    QFETCH(QString, file);
    QFETCH(QString, source);
    QFETCH(QString, target);
    QFETCH(QString, said);
    const TemporaryFolder folder;
    const std::string path = (folder.path() / file.toStdString()).string();
    QVERIFY(writeFileAtomic(path, source.toStdString()));
    const QStringList command{QStringLiteral("evaluate"), QStringLiteral("softmax"), QString::fromStdString(path),
                              QStringLiteral("--target"), target};
    const QString bundle = QString::fromStdString((folder.path() / "bundle").string());
    for (const QStringList& more : {QStringList{}, QStringList{QStringLiteral("--bundle"), bundle}}) {
        const test::CommandRun run = test::run(command + more);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains(said), qPrintable(run.err));
        QCOMPARE(run.err.count(QLatin1Char('\n')), 1);
    }
}

QTEST_GUILESS_MAIN(TestDeviceCommands)
#include "tst_devicecommands.moc"
