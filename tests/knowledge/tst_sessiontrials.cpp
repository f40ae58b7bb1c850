#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/temporaryfolder.h"
#include "core/distil/distillation.h"
#include "core/distil/learnedskilltext.h"
#include "core/distil/sessiontrials.h"
#include "core/task/tasklibrary.h"

#include <QTest>

using namespace espalier;

namespace {

const std::string kTaskFolder = std::string(ESPALIER_SOURCE_DIR) + "/resources/tasks/rmsnorm";

/// What is recorded of one candidate in a session of rmsnorm.
struct Recorded
{
    std::vector<NodeNumber> parents;
    std::vector<std::string> skills;
    double speedup;       ///< 0: wrong
    double spread = 0.01; ///< half width of the interval, as a share
};

/// A store with one session on rmsnorm whose kernels differ by a pragma a node.
class Session
{
public:
    explicit Session(const std::vector<Recorded>& nodes)
    {
        SessionSettings settings;
        settings.task = "rmsnorm";
        settings.taskFolder = kTaskFolder;
        m_session = *m_store.createSession(settings);
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            insert(static_cast<NodeNumber>(i), nodes[i]);
        }
    }

    SessionTrials read()
    {
        const auto task = loadTask(kTaskFolder);
        const auto info = m_store.session(m_session);
        if (!task || !info) {
            qFatal("there is no task or no session");
        }
        auto read = readTrials(m_store, *info, *task);
        if (!read) {
            qFatal("%s", read.error().sentence().c_str());
        }
        return *std::move(read);
    }

    std::optional<Finalist> finalist; ///< of the nodes inserted from now on

    void insert(NodeNumber number, const Recorded& recorded)
    {
        Candidate candidate;
        candidate.source = *readFile(kTaskFolder + "/seed.cpp");
        for (NodeNumber i = 0; i < number; ++i) {
            candidate.source.insert(candidate.source.find("    for"), "#pragma omp parallel for\n");
        }
        NodeInsert insert;
        insert.candidateObject = toObject(candidate);
        Evaluation& evaluation = insert.evaluation;
        evaluation.verdict = recorded.speedup > 0 ? Verdict::Accepted : Verdict::Wrong;
        evaluation.speedup = {recorded.speedup, recorded.speedup * (1 - recorded.spread),
                              recorded.speedup * (1 + recorded.spread)};
        evaluation.diagnosis.bound = Bound::Memory;
        evaluation.finalist = finalist;
        setFigures(insert.node, evaluation);
        insert.node.number = number;
        insert.node.step = static_cast<int>(number);
        insert.node.parents = recorded.parents;
        insert.node.edge = recorded.parents.empty() ? EdgeKind::Root : EdgeKind::Refine;
        insert.node.artefact = sha256(insert.candidateObject);
        insert.node.skills = recorded.skills;
        insert.node.summary = "pragma";
        if (const auto done = m_store.insertNode(m_session, insert); !done) {
            qFatal("%s", done.error().sentence().c_str());
        }
    }

private:
    static Store open(const std::filesystem::path& path)
    {
        auto store = Store::open(path);
        if (!store) {
            qFatal("%s", store.error().sentence().c_str());
        }
        return *std::move(store);
    }

    TemporaryFolder m_folder;
    Store m_store = open(m_folder.path());
    SessionId m_session = 0;
};

} // namespace

class TestSessionTrials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEdgeIsATrialAndWhatPaidALesson();
    void aMergeMustBeatItsBetterParent();
    void aConfirmedFinalistIsALesson();
    void aSessionIsDistilledOnce();
};

void TestSessionTrials::everyEdgeIsATrialAndWhatPaidALesson()
{
    Session session({{{}, {}, 1.0}, {{0}, {"tile"}, 1.5}, {{1}, {"tune"}, 1.51}, {{1}, {"vectorise"}, 0}});
    const SessionTrials read = session.read();
    QCOMPARE(read.trials.size(), std::size_t{3});
    QCOMPARE(read.trials[0].task, std::string("rmsnorm"));
    QCOMPARE(read.trials[0].platform, std::string("cpu"));
    QCOMPARE(read.trials[0].bound, Bound::Memory);
    QVERIFY(read.trials[0].session.starts_with("1-"));
    QVERIFY(!read.trials[2].valid && read.trials[2].gain == Interval());
    QCOMPARE(read.lessons.size(), std::size_t{1});
    const Lesson& lesson = read.lessons[0];
    QCOMPARE(lesson.trial.node, NodeNumber{1});
    QCOMPARE(lesson.trial.skills, std::vector<std::string>{"tile"});
    QVERIFY(lesson.patterns.contains("reduction") && lesson.patterns.contains("loop"));
    QVERIFY(lesson.child.source.size() > lesson.parent.source.size());
}

void TestSessionTrials::aMergeMustBeatItsBetterParent()
{
    Session session({{{}, {}, 1.0}, {{0}, {"a"}, 3.0}, {{0, 1}, {"crossover"}, 2.0}});
    const SessionTrials read = session.read();
    QCOMPARE(read.trials[1].parent, NodeNumber{1});
    QVERIFY(read.trials[1].gain.value < 1);
    QCOMPARE(read.lessons.size(), std::size_t{1});
}

void TestSessionTrials::aConfirmedFinalistIsALesson()
{
    Session session({{{}, {}, 1.0, 0.1}});
    session.insert(1, {{0}, {"a"}, 1.15, 0.06}); // overlaps with its parent's 1.1
    session.finalist = Finalist{{1.2, 1.1, 1.3}, "clean"};
    session.insert(2, {{0}, {"b"}, 1.15, 0.06});
    const SessionTrials read = session.read();
    QCOMPARE(read.lessons.size(), std::size_t{1});
    QCOMPARE(read.lessons[0].trial.node, NodeNumber{2});
}

void TestSessionTrials::aSessionIsDistilledOnce()
{
    Session session({{{}, {}, 1.0}, {{0}, {"tile"}, 1.5}});
    const SessionTrials read = session.read();
    const auto once = distilSession({}, read.trials, read.lessons, {});
    QCOMPARE(once.size(), std::size_t{1});
    const SessionTrials again = session.read();
    const auto twice = distilSession(once, again.trials, again.lessons, {});
    QCOMPARE(twice.size(), std::size_t{1});
    QCOMPARE(textOf(twice[0]), textOf(once[0]));
}

QTEST_GUILESS_MAIN(TestSessionTrials)
#include "tst_sessiontrials.moc"
