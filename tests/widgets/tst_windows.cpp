// Several windows on several stores, links that lead to them, and the meeting of two programs.
#include "app/gui/rendezvous.h"
#include "app/gui/windows.h"
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "widgets/panels/helpwindow.h"
#include "widgets/tree/treecanvas.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace espalier;

namespace {

class NoLauncher final : public SearchLauncher
{
    Q_OBJECT
public:
    void start(const SessionSettings&) override {}
    void resume(SessionId, int) override {}
    void stop() override {}
    void repeatUnsandboxed() override {}
    bool isRunning() const override { return false; }
};

/// A folder with stores, and the program's windows on them.
struct Desk
{
    Desk()
        : windows(SettingsFile(folder.path() / "settings.json"), {},
                  [](const std::filesystem::path&) { return std::make_unique<NoLauncher>(); })
    {
    }

    /// A store with sessions of these names and two nodes each.
    std::filesystem::path makeStore(const std::string& name, const std::vector<std::string>& sessions)
    {
        const std::filesystem::path place = folder.path() / name;
        Result<Store> store = Store::open(place);
        for (const std::string& session : sessions) {
            SessionSettings settings;
            settings.task = "rmsnorm";
            settings.name = session;
            const Result<SessionId> id = store->createSession(settings);
            for (NodeNumber n = 0; n < 2; ++n) {
                NodeInsert insert;
                insert.node.number = n;
                insert.node.step = static_cast<int>(n);
                insert.node.parents = n == 0 ? std::vector<NodeNumber>{} : std::vector<NodeNumber>{0};
                insert.node.verdict = Verdict::Accepted;
                insert.node.fitness = 1 + n;
                insert.evaluation.verdict = Verdict::Accepted;
                insert.candidateObject = toObject(Candidate{"cpp", "g++", {}, "void f() {}"});
                insert.node.artefact = *store->putObject(insert.candidateObject);
                insert.recognition.number = n;
                if (const auto added = store->insertNode(*id, insert); !added) {
                    qWarning("%s", added.error().sentence().c_str());
                }
            }
        }
        return place;
    }

    TemporaryFolder folder;
    Windows windows;
};

QString titleOf(GuiApplication& program)
{
    return program.window().live().session().title;
}

} // namespace

class TestWindows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachStoreHasOneWindow();
    void aLinkSelectsItsNode();
    void aDroppedLinkIsFollowed();
    void aLinkIsWritten();
    void closedWindowsGoAndLeaveTheirSettings();
    void brokenSettingsAreSaidInTheWindow();
    void aSecondProgramHandsItsLinkOver();
    void foreignCallersAreDropped();
    void nobodyThereMeansNotHandedOver();
};

void TestWindows::eachStoreHasOneWindow()
{
    Desk desk;
    const auto one = desk.makeStore("one", {"first"});
    const auto two = desk.makeStore("two", {"second"});
    GuiApplication& left = *desk.windows.open(one, {});
    GuiApplication& right = *desk.windows.open(two, {});
    QCOMPARE(desk.windows.count(), std::size_t(2));
    QTRY_COMPARE(titleOf(left), QStringLiteral("first"));
    QTRY_COMPARE(titleOf(right), QStringLiteral("second"));
    QCOMPARE(desk.windows.open(desk.folder.path() / "two" / ".." / "one", {}), &left);
    QCOMPARE(desk.windows.count(), std::size_t(2));
}

void TestWindows::aLinkSelectsItsNode()
{
    Desk desk;
    const auto place = desk.makeStore("one", {"first", "second"});
    GuiApplication& program = *desk.windows.follow({place, 1, 0});
    QTRY_COMPARE(titleOf(program), QStringLiteral("first"));
    QTRY_COMPARE(program.window().selection().node(), std::optional<NodeNumber>(0));
    QCOMPARE(desk.windows.follow({place, 1, 1}), &program); // the session is open: no wait
    QCOMPARE(program.window().selection().node(), std::optional<NodeNumber>(1));
    desk.windows.follow({place, 2, 0});
    QTRY_COMPARE(titleOf(program), QStringLiteral("second"));
    QTRY_COMPARE(program.window().selection().node(), std::optional<NodeNumber>(0));
    desk.windows.follow({place, 2, 77});
    QVERIFY(program.window().findChild<QLabel*>(QStringLiteral("status"))->text().contains(QStringLiteral("#77")));
}

void TestWindows::aDroppedLinkIsFollowed()
{
    Desk desk;
    GuiApplication& program = *desk.windows.open(desk.makeStore("one", {"first"}), {});
    const auto other = desk.makeStore("two", {"second"});
    const auto file = desk.folder.path() / "x.espalier";
    QVERIFY(writeFileAtomic(file, toJson(SessionLink{other, 1, 0})));
    Q_EMIT program.window().pathDropped(QString::fromStdString(file.string()));
    QCOMPARE(desk.windows.count(), std::size_t(2));
    QVERIFY(writeFileAtomic(file, "nothing of the kind"));
    Q_EMIT program.window().pathDropped(QString::fromStdString(file.string()));
    QVERIFY(program.window()
                .findChild<QLabel*>(QStringLiteral("status"))
                ->text()
                .startsWith(QStringLiteral("the link cannot be followed"), Qt::CaseInsensitive));
}

void TestWindows::aLinkIsWritten()
{
    Desk desk;
    const auto place = desk.makeStore("one", {"first"});
    GuiApplication& program = *desk.windows.open(place, {});
    QTRY_COMPARE(program.window().selection().node(), std::optional<NodeNumber>(1)); // the best
    program.window().action(Do::SaveLink)->trigger();
    auto* dialog = program.window().findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    const auto file = desk.folder.path() / "written.espalier";
    Q_EMIT dialog->fileSelected(QString::fromStdString(file.string()));
    const Result<SessionLink> link = readLink(file);
    QVERIFY(link && *link == (SessionLink{place, 1, 1}));
}

void TestWindows::closedWindowsGoAndLeaveTheirSettings()
{
    Desk desk;
    GuiApplication& program = *desk.windows.open(desk.makeStore("one", {"first"}), {});
    desk.windows.open(desk.makeStore("two", {"second"}), {});
    QVERIFY(QTest::qWaitForWindowExposed(&program.window()));
    program.window().action(Do::ShowLegend)->trigger();
    program.window().close();
    QTRY_COMPARE(desk.windows.count(), std::size_t(1));
    QVERIFY(!desk.windows.settings().layout.isEmpty());
    QVERIFY(SettingsFile(desk.folder.path() / "settings.json").read() == desk.windows.settings());
}

void TestWindows::brokenSettingsAreSaidInTheWindow()
{
    const TemporaryFolder folder;
    SettingsFile file(folder.path() / "settings.json");
    QVERIFY(writeFileAtomic(file.path(), "{"));
    const Settings settings = file.read();
    Windows windows(std::move(file), settings,
                    [](const std::filesystem::path&) { return std::make_unique<NoLauncher>(); });
    GuiApplication& program = *windows.open(folder.path() / "store", {});
    auto* notice = program.window().findChild<QLabel*>(QStringLiteral("notice"));
    QVERIFY(notice->isVisible() && notice->text().contains(QStringLiteral("settings.json.broken")));
}

void TestWindows::aSecondProgramHandsItsLinkOver()
{
    Desk desk;
    const auto place = desk.makeStore("one", {"first"});
    const QString name = QString::fromStdString((desk.folder.path() / "socket").string());
    Rendezvous rendezvous(name);
    QVERIFY(rendezvous.listen());
    QVERIFY(!Rendezvous(name).listen()); // there is one program, and it is not pushed away
    connect(&rendezvous, &Rendezvous::linkArrived, &desk.windows, &Windows::follow);
    bool taken = false;
    std::jthread second([&] { taken = Rendezvous::hand({place, 1, 0}, name); });
    QTRY_COMPARE(desk.windows.count(), std::size_t(1));
    second.join();
    QVERIFY(taken);
}

void TestWindows::foreignCallersAreDropped()
{
    const TemporaryFolder folder;
    const QString name = QString::fromStdString((folder.path() / "socket").string());
    Rendezvous rendezvous(name);
    QVERIFY(rendezvous.listen());
    QSignalSpy arrived(&rendezvous, &Rendezvous::linkArrived);
    for (const QByteArray& words :
         {QByteArray("GET / HTTP/1.1\r\n\r\n"), QByteArray(100'000, 'x'), QByteArray("{}\n"),
          QByteArray::fromStdString(toJson(SessionLink{"/nowhere/at/all", 1, {}})), QByteArray("\n\n\n\n")}) {
        QLocalSocket caller;
        caller.connectToServer(name);
        QVERIFY(caller.waitForConnected(1000));
        caller.write(words);
        QTRY_VERIFY(caller.state() == QLocalSocket::UnconnectedState);
        QVERIFY(!caller.readAll().contains("ok"));
    }
    QCOMPARE(arrived.count(), 0);
    QLocalSocket silent; // says nothing, and does not keep its place for ever
    silent.connectToServer(name);
    QTRY_VERIFY(silent.state() == QLocalSocket::UnconnectedState);
}

void TestWindows::nobodyThereMeansNotHandedOver()
{
    const TemporaryFolder folder;
    QVERIFY(!Rendezvous::hand({folder.path(), 1, {}}, QString::fromStdString((folder.path() / "none").string())));
}

QTEST_MAIN(TestWindows)
#include "tst_windows.moc"
