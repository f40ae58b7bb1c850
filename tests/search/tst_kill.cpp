#include "core/database/database.h"
#include "fakes.h"

#include <QProcess>
#include <QtTest>

using namespace espalier;

class KillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtAnyMomentNothingRecordedIsLost();
};

namespace {

/// Starts the search, kills it after `delay` and returns the lines it printed whole.
QList<QByteArray> runAndKill(const std::filesystem::path& folder, SessionId session, std::chrono::microseconds delay)
{
    QProcess victim;
    victim.start(QCoreApplication::applicationDirPath() + QStringLiteral("/search-victim"),
                 {QString::fromStdString(folder.string()), QString::number(session)});
    if (!victim.waitForStarted()) {
        qFatal("search-victim does not start");
    }
    const auto until = std::chrono::steady_clock::now() + delay;
    while (std::chrono::steady_clock::now() < until && victim.state() == QProcess::Running) {
        victim.waitForReadyRead(1);
    }
    victim.kill();
    victim.waitForFinished();
    const QByteArray errors = victim.readAllStandardError();
    if (!errors.isEmpty()) {
        qWarning("%s", errors.constData());
    }
    QByteArray output = victim.readAllStandardOutput();
    output.truncate(output.lastIndexOf('\n') + 1);
    QList<QByteArray> lines = output.split('\n');
    lines.removeLast();
    return lines;
}

void checkStore(const SearchFixture& f, SessionId session, const QMap<QByteArray, QByteArray>& printed)
{
    const auto database = Database::open(f.folder.path() / "espalier.db");
    Rows integrity = (*database)->query("PRAGMA integrity_check");
    QVERIFY(integrity.next());
    QCOMPARE(integrity.text(0), std::string("ok"));
    Store store = f.store();
    const auto nodes = *store.nodes(session);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        QCOMPARE(static_cast<std::size_t>(nodes[i].number), i);
        QVERIFY(store.object(nodes[i].artefact));
        QVERIFY(store.evaluation(session, nodes[i].number));
    }
    for (auto line = printed.cbegin(); line != printed.cend(); ++line) {
        const auto number = line.key().toUInt();
        QVERIFY2(number < nodes.size(), "a node that was reported is gone");
        QCOMPARE(nodes[number].artefact, line.value().toStdString());
    }
}

} // namespace

void KillTest::killedAtAnyMomentNothingRecordedIsLost()
{
    const int rounds = qEnvironmentVariableIsSet("CI") ? 15 : 50;
    SearchFixture f;
    f.settings.steps = 0;
    const SessionId session = f.newSession();
    QMap<QByteArray, QByteArray> printed;
    Rng rng(4711);
    for (int round = 0; round < rounds; ++round) {
        const auto lines = runAndKill(f.folder.path(), session, std::chrono::microseconds(2000 + rng.below(120'000)));
        for (const QByteArray& line : lines) {
            const QList<QByteArray> words = line.split(' ');
            QVERIFY(words.size() == 2 && words[1].size() == 64);
            QVERIFY2(!printed.contains(words[0]), "a node was recorded twice");
            printed.insert(words[0], words[1]);
        }
        checkStore(f, session, printed);
    }
    QVERIFY(printed.size() > rounds);
    // What was killed so often is the tree of a search that nobody killed.
    SearchFixture calm;
    calm.settings.steps = 0;
    const SessionId whole = calm.newSession();
    const auto count = f.store().nodes(session)->back().step;
    QVERIFY(calm.search(whole, count));
    QCOMPARE(f.treeOf(session), calm.treeOf(whole));
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
