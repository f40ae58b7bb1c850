// A user who does anything at all to the real window while a played search runs; README.md says what must hold.
#include "tests/endurance/eventloopwatch.h"
#include "tests/endurance/invariants.h"
#include "tests/endurance/qtmessages.h"
#include "tests/endurance/randomuser.h"

#include <QApplication>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace espalier;
using namespace espalier::test;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

#ifdef __OPTIMIZE__
constexpr bool kOptimised = true;
#else
constexpr bool kOptimised = false;
#endif

constexpr double kSlower = kSanitized || !kOptimised ? 4 : 1;
constexpr double kMostThread = 1.0 * kSlower; ///< seconds of processor time away from the event loop
constexpr double kMostWall = 10.0 * kSlower;  ///< and of the wall's: a busy machine, a disk
constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr int kCheckMs = 500;

std::uint64_t seedOfRun()
{
    const QString given = qEnvironmentVariable("ESPALIER_SOAK_SEED");
    return given.isEmpty() ? systemRandom() : given.toULongLong();
}

double secondsOfRun()
{
    const QString given = qEnvironmentVariable("ESPALIER_SOAK_SECONDS");
    return given.isEmpty() ? 20 : given.toDouble();
}

} // namespace

class TestEndurance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anythingAtAllIsBorne();

private:
    static void settle(RandomUser& user, Desk& desk);
};

/// Ends what is open, the search and the replay, and waits until the window has everything.
void TestEndurance::settle(RandomUser& user, Desk& desk)
{
    user.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!user.isBusy() && QApplication::activePopupWidget() == nullptr &&
                                 QApplication::activeModalWidget() == nullptr,
                             20'000);
    MainWindow& window = desk.window();
    window.replay().end();
    desk.launcher()->stop();
    QTRY_VERIFY_WITH_TIMEOUT(!desk.launcher()->isRunning(), 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(window.live().isOpen() && window.live().session().holder.isEmpty(), 20'000);
    const SessionId session = window.live().session().id;
    QTRY_COMPARE_WITH_TIMEOUT(window.live().graph().size(), desk.store().nodes(session)->size(), 20'000);
    const auto events = [&] { return desk.store().events(session)->size(); };
    if (!QTest::qWaitFor([&] { return window.live().events().size() == events(); }, 20'000)) {
        QStringList missing;
        for (const SteerEvent& event : *desk.store().events(session)) {
            if (std::ranges::find(window.live().events(), event.id, &SteerEvent::id) == window.live().events().end()) {
                missing << QStringLiteral("%1 %2 of %3")
                               .arg(event.id)
                               .arg(QString::fromStdString(steerWords(event.command)).left(60),
                                    QString::fromStdString(event.author));
            }
        }
        QFAIL(qPrintable(QStringLiteral("the window never heard of these commands:\n  ") +
                         missing.join(QStringLiteral("\n  "))));
    }
}

void TestEndurance::anythingAtAllIsBorne()
{
    const TemporaryFolder folder("espalier-endurance");
    std::filesystem::create_directories(folder.path() / "files");
    const std::uint64_t seed = seedOfRun();
    const double seconds = secondsOfRun();
    std::printf("ESPALIER_SOAK_SEED=%llu, %g seconds\n", static_cast<unsigned long long>(seed), seconds);
    std::fflush(stdout);
    const QtMessages messages;
    Diary diary(seed, qEnvironmentVariable("ESPALIER_SOAK_DIARY"));
    Desk desk(folder.path());
    Invariants invariants(desk.store());
    EventLoopWatch watch(diary);
    RandomUser user(desk, diary, seed);
    desk.window();
    QTest::qWait(200);
    user.start();
    std::size_t most = 0;
    QElapsedTimer clock;
    clock.start();
    while (static_cast<double>(clock.elapsed()) < seconds * 1000) {
        watch.start();
        QTest::qWait(kCheckMs);
        watch.pause();
        if (desk.isOpen()) {
            const QString fault = invariants.now(desk.window());
            QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1Char('\n') + diary.text()));
        }
        most = std::max(most, residentBytes());
        QVERIFY2(messages.unexpected().isEmpty(),
                 qPrintable(messages.unexpected().join(QLatin1Char('\n')) + QLatin1Char('\n') + diary.text()));
        QVERIFY2(watch.longestThread() < kMostThread && watch.longestWall() < kMostWall,
                 qPrintable(watch.text() + QLatin1Char('\n') + diary.text()));
        QVERIFY2(kSanitized || most < kMostBytes,
                 qPrintable(QStringLiteral("%1 MB\n%2").arg(most >> 20).arg(diary.text())));
    }
    settle(user, desk);
    if (QTest::currentTestFailed()) {
        std::fprintf(stderr, "%s\n", qPrintable(diary.text()));
        return;
    }
    const QString fault = invariants.settled(desk.window());
    QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1Char('\n') + diary.text()));
    std::printf("%llu actions, %s, another program's command %.2f s at most, %zu MB at most\n",
                static_cast<unsigned long long>(user.actions()), qPrintable(watch.text()), desk.longestElsewhere(),
                most >> 20);
}

int main(int argc, char** argv)
{
    // Nothing of the user's is read or written, and nothing is compiled or run: there are no programs on this PATH.
    const TemporaryFolder home("espalier-home");
    for (const char* place : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
        setenv(place, home.path().c_str(), 1);
    }
    setenv("PATH", home.path().c_str(), 1);
    std::filesystem::current_path(home.path());
    const std::uint64_t seed = seedOfRun();
    setenv("ESPALIER_SOAK_SEED", std::to_string(seed).c_str(), 1);
    constexpr std::array kScales{"1", "1.5", "2"};
    setenv("QT_SCALE_FACTOR", kScales[seed % kScales.size()], 1);
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    TestEndurance test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_endurance.moc"
