#include "tests/endurance/desk.h"

#include "app/gui/language.h"
#include "widgets/common/look.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLocale>
#include <QTranslator>

#include <algorithm>

namespace espalier::test {
namespace {

constexpr int kSessions = 3;

} // namespace

Desk::Desk(std::filesystem::path folder)
    : m_folder(std::move(folder)),
      m_windows(SettingsFile(m_folder / "settings.json"), {}, [this](const std::filesystem::path& store) {
          auto launcher = std::make_unique<PlayedLauncher>(store, m_clock);
          if (store == m_folder / "store") {
              m_launcher = launcher.get();
          }
          return launcher;
      })
{
    m_store.emplace(*Store::open(m_folder / "store"));
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.steps = PlayedLauncher::kMostSteps;
    for (int n = 0; n < kSessions; ++n) {
        settings.policy = n == 0 ? "uct" : n == 1 ? "evolution" : "greedy";
        settings.name = settings.policy + " of the test";
        settings.seed = static_cast<std::uint64_t>(n) + 1;
        (void)m_store->createSession(settings);
    }
    m_there.moveToThread(&m_elsewhere);
    m_elsewhere.start();
}

Desk::~Desk()
{
    m_elsewhere.quit();
    m_elsewhere.wait();
}

void Desk::sayElsewhere(SessionId session, const SteerCommand& command)
{
    QMetaObject::invokeMethod(
        &m_there,
        [this, session, command] {
            if (!m_theirStore) {
                m_theirStore.emplace(*Store::open(m_folder / "store"));
            }
            QElapsedTimer clock;
            clock.start();
            (void)m_theirStore->addEvent(session, command, "elsewhere"); // it may well be refused
            m_longest = std::max(m_longest.load(), static_cast<double>(clock.elapsed()) / 1000);
        },
        Qt::QueuedConnection);
}

MainWindow& Desk::window(const QString& language, double font)
{
    if (!m_program) {
        open(language, font);
    }
    return m_program->window();
}

void Desk::open(const QString& language, double font)
{
    // As main() does before the first window.
    qDeleteAll(qApp->findChildren<QTranslator*>());
    speak(*qApp, language.isEmpty() ? QLocale::c() : QLocale(language));
    Settings look;
    look.font = font;
    applyFont(look);
    applyLook(*qApp, m_windows.settings());
    m_program = m_windows.open(m_folder / "store", {});
}

} // namespace espalier::test
