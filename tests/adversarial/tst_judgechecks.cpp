#include "adversarysuite.h"
#include "core/evaluate/judge/judge.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace espalier;

/// Each check of the judge is needed. tst_cheats shows that the fixtures here are rejected; with one check alone
/// switched off the fixture made for it is valid, so that check is what finds it out.
class TestJudgeChecks : public QObject
{
    Q_OBJECT

private:
    struct Row
    {
        const char* fixture;
        bool JudgeChecks::* check;
    };

    static const std::vector<Row>& rows();
    static Evaluation judged(const Fixture& cheat, const JudgeChecks& checks, double seconds = 0.02);
    static Fixture cheat(const std::string& name);

private Q_SLOTS:
    void withoutTheCheckTheCheatIsValid_data();
    void withoutTheCheckTheCheatIsValid();
    void unsealedInputsAreStillLookedAt();
    void whoSeesASetTwiceMayKeepItsAnswer();
    void anAnswerNobodyAskedForIsSeenAsSuch();
};

const std::vector<TestJudgeChecks::Row>& TestJudgeChecks::rows()
{
    static const std::vector<Row> kRows{{"beforestart", &JudgeChecks::canaries},
                                        {"lastanswer", &JudgeChecks::poison},
                                        {"lastanswer", &JudgeChecks::repeats},
                                        {"keepsanswer", &JudgeChecks::freshInputs},
                                        {"oneshape", &JudgeChecks::hiddenCases},
                                        {"clampslogits", &JudgeChecks::variations},
                                        {"bfloatproduct", &JudgeChecks::honestBudget},
                                        {"halfwhenlarge", &JudgeChecks::timedOutputs},
                                        {"readsahead", &JudgeChecks::flushPlacement},
                                        {"readspast", &JudgeChecks::inputPoison},
                                        {"ownloop", &JudgeChecks::returns},
                                        {"background", &JudgeChecks::settles}};
    return kRows;
}

Fixture TestJudgeChecks::cheat(const std::string& name)
{
    const auto all = test::cheats();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Fixture& c) { return c.name == name; });
    if (found == all.end()) {
        qFatal("there is no cheat %s", name.c_str());
    }
    return *found;
}

Evaluation TestJudgeChecks::judged(const Fixture& cheat, const JudgeChecks& checks, double seconds)
{
    static const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    const QTemporaryDir folder;
    const std::filesystem::path worker = ESPALIER_BIN_DIR "/espalier-worker";
    const Task task = test::suiteTask(cheat.task);
    static const Sandbox sandbox = examineSandbox(worker, findBubblewrap());
    Toolchain toolchain(task, folder.path().toStdString(), worker, sandbox);
    const BuildOutcome seed = toolchain.build(test::seedOf(task));
    const BuildOutcome candidate = toolchain.build(cheat.candidate);
    if (!seed.library || !candidate.library) {
        qFatal("%s%s", seed.reason.c_str(), candidate.reason.c_str());
    }
    OpenRequest request;
    request.task = task.folder;
    request.worker.program = worker;
    request.bubblewrap = sandbox.bubblewrap;
    request.filtersCalls = sandbox.filtersCalls;
    request.baselines = {{"plain", *seed.library}};
    request.secondsPerCase = seconds;
    auto judge = Judge::open(request, checks);
    if (!judge) {
        qFatal("%s", judge.error().sentence().c_str());
    }
    const auto evaluation =
        (*judge)->evaluate(EvaluateRequest{*candidate.library}, [](std::string_view) {}, [] { return false; });
    if (!evaluation) {
        qFatal("the judge died");
    }
    return *evaluation;
}

void TestJudgeChecks::withoutTheCheckTheCheatIsValid_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < rows().size(); ++i) {
        QTest::addRow("%s %zu", rows()[i].fixture, i) << static_cast<int>(i);
    }
}

void TestJudgeChecks::withoutTheCheckTheCheatIsValid()
{
    QFETCH(int, index);
    const Row& row = rows()[static_cast<std::size_t>(index)];
    JudgeChecks checks;
    checks.*row.check = false;
    const Evaluation evaluation = judged(cheat(row.fixture), checks);
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    QVERIFY(cheat(row.fixture).verdict != "no_gain");
}

/// Two walls round the inputs: the seal ends the fixture as a crash, the comparison afterwards as a cheat.
void TestJudgeChecks::unsealedInputsAreStillLookedAt()
{
    JudgeChecks checks;
    checks.sealedInputs = false;
    const Evaluation seen = judged(cheat("scribbles"), checks);
    QCOMPARE(seen.verdict, Verdict::Cheat);
    QVERIFY2(seen.reason.find("changed its inputs") != std::string::npos, seen.reason.c_str());
    checks.inputsIntact = false;
    const Evaluation unseen = judged(cheat("scribbles"), checks);
    QVERIFY2(isValid(unseen.verdict), unseen.reason.c_str());
}

/// Keeping answers is no cheat that a verdict names: it does not pay, because no process sees a set twice.
void TestJudgeChecks::whoSeesASetTwiceMayKeepItsAnswer()
{
    const Evaluation checked = judged(cheat("contentcache"), {});
    QVERIFY2(isValid(checked.verdict) && checked.verdict != Verdict::Accepted, checked.reason.c_str());
    JudgeChecks checks;
    checks.newProcess = false;
    Evaluation paid;
    // One judging shows that it pays. Another may be settled as no faster before the sets have come round: a pair takes
    // 50 to 100 ms, and while all sets are new the kernel is as fast as the seed.
    for (int attempt = 0; attempt < 6 && paid.verdict != Verdict::Accepted; ++attempt) {
        paid = judged(cheat("contentcache"), checks, 6);
        QVERIFY2(isValid(paid.verdict), paid.reason.c_str());
    }
    QVERIFY2(paid.verdict == Verdict::Accepted, paid.reason.c_str());
}

/// Two walls again: an answer out of turn shows outputs that are written still.
void TestJudgeChecks::anAnswerNobodyAskedForIsSeenAsSuch()
{
    const Evaluation seen = judged(cheat("halftoken"), {});
    QCOMPARE(seen.verdict, Verdict::Cheat);
    QVERIFY2(seen.reason.find("answer") != std::string::npos, seen.reason.c_str());
    JudgeChecks checks;
    checks.answers = false;
    const Evaluation unseen = judged(cheat("halftoken"), checks);
    QVERIFY2(unseen.reason.find("answer") == std::string::npos, unseen.reason.c_str());
}

QTEST_GUILESS_MAIN(TestJudgeChecks)
#include "tst_judgechecks.moc"
