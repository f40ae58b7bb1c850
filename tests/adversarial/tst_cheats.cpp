#include "adversarysuite.h"

#include <QtTest>

#include <set>

using namespace espalier;

/// Every way to look fast without being right that we know, as a real candidate for a real task, through the whole
/// evaluator. None may be accepted, and each for its own reason.
class TestCheats : public QObject
{
    Q_OBJECT

private:
    test::Evaluators m_evaluators;
    std::vector<Fixture> m_cheats = test::cheats();

private Q_SLOTS:
    void rejected_data();
    void rejected();
    void everyFixtureStandsInTheTable();
};

void TestCheats::rejected_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_cheats.size(); ++i) {
        QTest::addRow("%s", m_cheats[i].name.c_str()) << static_cast<int>(i);
    }
}

void TestCheats::rejected()
{
    QFETCH(int, index);
    const Fixture& cheat = m_cheats[static_cast<std::size_t>(index)];
    const Evaluation evaluation = m_evaluators.evaluate(cheat.task, cheat.candidate);
    const std::string said =
        std::string(toText(evaluation.verdict)) + " (" + evaluation.stage + "): " + evaluation.reason;
    qInfo("%s", said.c_str());
    QVERIFY2(evaluation.verdict != Verdict::Accepted, said.c_str());
    QVERIFY2(cheat.agrees(evaluation), (said + "\n" + evaluation.build.log).c_str());
    QVERIFY(cheat.verdict == "no_gain" || evaluation.fitness() == 0.0);
    QVERIFY(evaluation.build.log.find('\x1b') == std::string::npos);
}

void TestCheats::everyFixtureStandsInTheTable()
{
    std::set<std::string> listed;
    for (const Fixture& cheat : m_cheats) {
        listed.insert(cheat.name + ".cpp");
    }
    for (const auto& file : std::filesystem::directory_iterator(ESPALIER_SOURCE_DIR "/tests/adversarial/cheats")) {
        QVERIFY2(listed.count(file.path().filename().string()) != 0, file.path().c_str());
    }
    QVERIFY(listed.size() >= 60);
}

QTEST_GUILESS_MAIN(TestCheats)
#include "tst_cheats.moc"
