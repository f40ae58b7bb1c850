#include "app/gui/storeworker.h"
#include "app/gui/summaries.h"
#include "core/base/file.h"
#include "core/base/loginname.h"
#include "core/base/temporaryfolder.h"
#include "tests/widgets/demosession.h"
#include "widgets/common/codeview.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <array>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A store with one session, filled as a search in another process would, and a window that looks at it.
struct Bench
{
    Bench() : store(*Store::open(folder.path()))
    {
        SessionSettings settings;
        settings.task = "rmsnorm";
        session = *store.createSession(settings);
        worker = new StoreWorker(folder.path());
        worker->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, worker, &QObject::deleteLater);
        QObject::connect(worker, &StoreWorker::batch, &window, &MainWindow::take);
        QObject::connect(worker, &StoreWorker::sessions, &window, &MainWindow::setSessions);
        QObject::connect(worker, &StoreWorker::details, &window.details(), &DetailsCache::put);
        QObject::connect(&window.details(), &DetailsCache::wanted, worker, &StoreWorker::load);
        QObject::connect(&window, &MainWindow::commandIssued, worker,
                         [this](const SteerCommand& command) { worker->record(session, command); });
        QObject::connect(&window, &MainWindow::candidateOffered, worker,
                         [this](NodeNumber node, const Candidate& candidate, const QString& reason) {
                             worker->add(session, node, candidate, reason);
                         });
        thread.start();
        window.show();
    }
    ~Bench()
    {
        thread.quit();
        thread.wait();
    }

    void insert(NodeNumber number)
    {
        NodeInsert insert;
        insert.node = demo.nodes[number];
        insert.evaluation = demo.details(number)->evaluation;
        insert.candidateObject = toObject(demo.details(number)->candidate);
        insert.node.artefact = *store.putObject(insert.candidateObject);
        insert.prompt = "prompt of " + std::to_string(number);
        QVERIFY(bool(store.insertNode(session, insert)));
    }

    TemporaryFolder folder;
    Store store;
    SessionId session = 0;
    DemoSession demo{60};
    MainWindow window;
    QThread thread;
    StoreWorker* worker = nullptr;
};

} // namespace

class TestStoreWorker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sessionsOfOthersGrowLive();
    void detailsAreReadWhenLookedAt();
    void pruneIsRecordedAcknowledgedAndUndone();
    void editedSourceBecomesAnEvent();
    void aCommandStaysWithItsSession();
    void aReviewHoldsAtOnceAndNamesItsAuthor();
    void unreadableStoreIsSaidOnce();
};

void TestStoreWorker::sessionsOfOthersGrowLive()
{
    Bench bench;
    bench.insert(0);
    QMetaObject::invokeMethod(bench.worker, [&] { bench.worker->open({}); });
    QTRY_COMPARE(bench.window.live().graph().size(), std::size_t(1));
    for (NodeNumber n = 1; n < 60; ++n) {
        bench.insert(n);
    }
    QTRY_COMPARE(bench.window.live().graph().size(), std::size_t(60));
    QCOMPARE(bench.window.live().session().task, QStringLiteral("rmsnorm"));
}

void TestStoreWorker::detailsAreReadWhenLookedAt()
{
    Bench bench;
    for (NodeNumber n = 0; n < 20; ++n) {
        bench.insert(n);
    }
    QMetaObject::invokeMethod(bench.worker, [&] { bench.worker->open(QStringLiteral("last")); });
    QTRY_COMPARE(bench.window.live().graph().size(), std::size_t(20));
    bench.window.selection().select(11);
    QTRY_COMPARE(bench.window.inspector().source().code().toStdString(), bench.demo.details(11)->candidate.source);
    QCOMPARE(bench.window.details().get(11)->prompt, QStringLiteral("prompt of 11"));
    QVERIFY(bench.window.details().get(11)->problem.isEmpty());
}

void TestStoreWorker::pruneIsRecordedAcknowledgedAndUndone()
{
    Bench bench;
    for (NodeNumber n = 0; n < 10; ++n) {
        bench.insert(n);
    }
    QVERIFY(bool(bench.store.acquire(bench.session, "test")));
    QVERIFY(bool(bench.store.setState(bench.session, "running")));
    QMetaObject::invokeMethod(bench.worker, [&] { bench.worker->open({}); });
    QTRY_COMPARE(bench.window.live().graph().size(), std::size_t(10));
    bench.window.selection().select(4);
    bench.window.action(Do::Prune)->trigger();
    QTRY_VERIFY(bench.window.live().isPending(4));
    const auto events = bench.store.events(bench.session, true);
    QCOMPARE(events->size(), std::size_t(1));
    QCOMPARE(events->front().command.verb, SteerVerb::Prune);
    QVERIFY(bool(bench.store.acknowledge(bench.session, events->front().id, 9)));
    QTRY_VERIFY(bench.window.live().graph().state(4).pruned);
    QVERIFY(!bench.window.live().isPending(4));
    bench.window.action(Do::Undo)->trigger();
    QTRY_COMPARE(bench.store.events(bench.session, true)->size(), std::size_t(1));
    QCOMPARE(bench.store.events(bench.session, true)->front().command.verb, SteerVerb::Restore);
}

/// Another session was opened between the click and the moment in which the worker reads of it.
void TestStoreWorker::aCommandStaysWithItsSession()
{
    Bench bench;
    bench.insert(0);
    SessionSettings settings;
    settings.task = "rmsnorm";
    const SessionId other = *bench.store.createSession(settings);
    QMetaObject::invokeMethod(bench.worker, [&] {
        bench.worker->open(QString::number(other));
        bench.worker->record(bench.session, {SteerVerb::Boost, NodeNumber{0}, 3, {}});
        bench.worker->add(bench.session, 0, Candidate{"cpp", "g++", {}, "// mine\n"}, {});
    });
    QTRY_COMPARE(bench.store.events(bench.session)->size(), std::size_t(2));
    QVERIFY(bench.store.events(other)->empty());
}

void TestStoreWorker::aReviewHoldsAtOnceAndNamesItsAuthor()
{
    Bench bench;
    for (NodeNumber n = 0; n < 10; ++n) {
        bench.insert(n);
    }
    QVERIFY(bool(bench.store.acquire(bench.session, "test"))); // a search that is busy with something else
    QVERIFY(bool(bench.store.setState(bench.session, "running")));
    QMetaObject::invokeMethod(bench.worker, [&] { bench.worker->open({}); });
    QTRY_COMPARE(bench.window.live().graph().size(), std::size_t(10));
    bench.window.selection().select(4);
    bench.window.action(Do::Bookmark)->trigger();
    QTRY_VERIFY(bench.window.live().reviews().of(4).bookmarked);
    QVERIFY(!bench.window.live().isPending(4));
    QCOMPARE(bench.store.events(bench.session)->front().author, loginName());
    // From a command line beside the window.
    QVERIFY(bool(bench.store.addEvent(bench.session, {SteerVerb::Propose, 4, 0, ""}, "ben")));
    QTRY_COMPARE(bench.window.live().reviews().of(4).state, ReviewState::Proposed);
    const auto first = bench.store.events(bench.session)->front();
    QVERIFY(bool(bench.store.acknowledge(bench.session, first.id, 12))); // the search met it; nothing is said twice
    QTRY_COMPARE(reviewsOf(*bench.store.events(bench.session), 12).of(4).bookmarked, true);
    QCOMPARE(bench.window.live().reviews().of(4).steps.size(), std::size_t(1));
}

void TestStoreWorker::editedSourceBecomesAnEvent()
{
    Bench bench;
    bench.insert(0);
    QMetaObject::invokeMethod(bench.worker, [&] { bench.worker->open({}); });
    QTRY_COMPARE(bench.window.live().graph().size(), std::size_t(1));
    Candidate edited = bench.demo.details(0)->candidate;
    edited.source = "void rmsnorm() {}";
    Q_EMIT bench.window.candidateOffered(0, edited, QStringLiteral("why not"));
    QTRY_COMPARE(bench.store.events(bench.session)->size(), std::size_t(1));
    const SteerEvent event = bench.store.events(bench.session)->front();
    QCOMPARE(event.command.verb, SteerVerb::Add);
    QCOMPARE(event.command.reason, std::string("why not"));
    QVERIFY(candidateFromObject(*bench.store.object(event.command.text)) == edited);
}

void TestStoreWorker::unreadableStoreIsSaidOnce()
{
    const TemporaryFolder folder;
    QVERIFY(bool(writeFileAtomic(folder.path() / "espalier.db", "this is not a database, whatever its name says")));
    StoreWorker worker(folder.path());
    QSignalSpy problems(&worker, &StoreWorker::problem);
    QSignalSpy opened(&worker, &StoreWorker::opened);
    worker.open({});
    QCOMPARE(opened[0][0].toBool(), false);
    QCOMPARE(problems.count(), 1);
    QVERIFY(problems[0][0].toString().endsWith(QLatin1Char('.')));
}

QTEST_MAIN(TestStoreWorker)
#include "tst_storeworker.moc"
