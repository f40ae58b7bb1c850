#include "devicefixture.h"

#include <QtTest>

using namespace espalier;

/// Kernels in OpenCL C that look fast without being right, or reach for what is not theirs, as real candidates for a
/// real task; and honest ones beside them that must pass.
class TestDeviceCheats : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<LocalEvaluator> m_evaluator;

private Q_SLOTS:
    void initTestCase();
    void rejectedWithItsOwnVerdict_data();
    void rejectedWithItsOwnVerdict();
    void honestOnesPass_data();
    void honestOnesPass();
};

void TestDeviceCheats::initTestCase()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    auto evaluator = test::openDevice(test::shippedTask("rmsnorm"));
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    m_evaluator = std::move(*evaluator);
}

void TestDeviceCheats::rejectedWithItsOwnVerdict_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, Verdict verdict, const char* word) {
        QTest::newRow(name) << static_cast<int>(verdict) << QString::fromUtf8(word);
    };
    row("empty", Verdict::Wrong, "untouched");
    row("firsttile", Verdict::Wrong, "% of its outputs untouched");
    row("halftheglobal", Verdict::Wrong, "% of its outputs untouched");
    row("stale", Verdict::Wrong, "untouched");
    row("nans", Verdict::Wrong, "elements are wrong");
    row("pastend", Verdict::Wrong, "past the end of output y");
    row("modifiesinputs", Verdict::Crash, "wrote to an input");
    row("readsfar", Verdict::Crash, "not its own");
    row("readsbehind", Verdict::Wrong, "elements are wrong");
    row("forever", Verdict::Timeout, "did not return within");
    row("hugelocal", Verdict::BuildFailed, "local memory");
    row("hugegroup", Verdict::BuildFailed, "work-items");
    row("unevenglobal", Verdict::BuildFailed, "no multiple of the local size");
    row("wrongargument", Verdict::BuildFailed, "takes 5 arguments");
    row("nokernel", Verdict::BuildFailed, "no kernel of this name");
    row("nomanifest", Verdict::BuildFailed, "no launch manifest");
    row("includes", Verdict::Blocked, "would read a file");
    row("forks", Verdict::Blocked, "start a process");
    row("socket", Verdict::Blocked, "network");
    row("writesfile", Verdict::Blocked, "write a file");
    row("earlydone", Verdict::Cheat, "not asked for");
}

void TestDeviceCheats::rejectedWithItsOwnVerdict()
{
    QFETCH(int, verdict);
    QFETCH(QString, word);
    const std::string source = test::deviceText(std::string("cheats/") + QTest::currentDataTag() + ".cl");
    QVERIFY(!source.empty());
    const Evaluation evaluation = test::evaluateDevice(*m_evaluator, source);
    qInfo("%s: %s", toText(evaluation.verdict).data(), evaluation.reason.c_str());
    QVERIFY2(evaluation.verdict == static_cast<Verdict>(verdict), evaluation.build.log.c_str());
    QVERIFY2(QString::fromStdString(evaluation.reason).contains(word), evaluation.reason.c_str());
    QCOMPARE(evaluation.fitness(), 0.0);
}

void TestDeviceCheats::honestOnesPass_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"localreduction", "twolaunches", "vectors"}) {
        QTest::newRow(name) << QStringLiteral("honest/%1.cl").arg(QLatin1String(name));
    }
}

void TestDeviceCheats::honestOnesPass()
{
    QFETCH(QString, file);
    const Evaluation evaluation = test::evaluateDevice(*m_evaluator, test::deviceText(file.toStdString()));
    QVERIFY2(isValid(evaluation.verdict), (evaluation.reason + "\n" + evaluation.build.log).c_str());
}

QTEST_GUILESS_MAIN(TestDeviceCheats)
#include "tst_devicecheats.moc"
