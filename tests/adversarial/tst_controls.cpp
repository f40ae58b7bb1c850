#include "adversarysuite.h"

#include <QtTest>

using namespace espalier;

/// Kernels that do unusual but fair things are never turned away: not once in three rounds here, not once in
/// ESPALIER_CONTROL_ROUNDS, which the soak sets to 100.
class TestControls : public QObject
{
    Q_OBJECT

private:
    test::Evaluators m_evaluators;
    std::vector<test::Control> m_controls = test::controls();
    int m_rounds = std::max(1, qEnvironmentVariableIntValue("ESPALIER_CONTROL_ROUNDS"));
    int m_judged = 0;
    int m_rejected = 0;

private Q_SLOTS:
    void neverRejected_data();
    void neverRejected();
    void cleanupTestCase() { qInfo("%d of %d evaluations of honest kernels were rejected", m_rejected, m_judged); }
};

void TestControls::neverRejected_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_controls.size(); ++i) {
        QTest::addRow("%s %zu", m_controls[i].name.c_str(), i) << static_cast<int>(i);
    }
}

void TestControls::neverRejected()
{
    QFETCH(int, index);
    const test::Control& control = m_controls[static_cast<std::size_t>(index)];
    if (!Toolchain::findCompiler(control.candidate.compiler)) {
        QSKIP("this machine has no such compiler");
    }
    std::string rejections;
    for (int round = 0; round < m_rounds; ++round) {
        const Evaluation evaluation = m_evaluators.evaluate(control.task, control.candidate);
        ++m_judged;
        if (!isValid(evaluation.verdict) || evaluation.stage != "done") {
            ++m_rejected;
            rejections += std::string(toText(evaluation.verdict)) + ": " + evaluation.reason + "\n" +
                          evaluation.build.log.substr(0, 500);
        }
    }
    QVERIFY2(rejections.empty(), rejections.c_str());
}

QTEST_GUILESS_MAIN(TestControls)
#include "tst_controls.moc"
