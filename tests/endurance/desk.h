#pragma once

#include "app/gui/windows.h"
#include "core/base/temporaryfolder.h"
#include "tests/endurance/playedlauncher.h"

#include <QPointer>
#include <QThread>

#include <atomic>
#include <filesystem>
#include <optional>

namespace espalier::test {

/// The program on a store with a few sessions, as main() puts it together but for who runs the searches. GUI thread.
class Desk
{
public:
    explicit Desk(std::filesystem::path folder);
    ~Desk();

    /// The window on the first store; opened again, in this language and size of text, after somebody closed it.
    MainWindow& window(const QString& language = {}, double font = 0);
    bool isOpen() const { return !m_program.isNull(); }
    PlayedLauncher* launcher() { return m_launcher; }
    HandWoundClock& clock() { return m_clock; }
    /// A connection of its own, as another program has it.
    Store& store() { return *m_store; }
    /// Says it as another program would, which the window does not wait for.
    void sayElsewhere(SessionId session, const SteerCommand& command);
    /// Seconds that the longest of these took.
    double longestElsewhere() const { return m_longest; }
    const std::filesystem::path& folder() const { return m_folder; }

private:
    void open(const QString& language, double font);

    std::filesystem::path m_folder;
    HandWoundClock m_clock;
    std::optional<Store> m_store;
    QPointer<PlayedLauncher> m_launcher;
    Windows m_windows;
    QPointer<GuiApplication> m_program;
    QThread m_elsewhere;
    QObject m_there; ///< lives on m_elsewhere, as does the store behind it
    std::optional<Store> m_theirStore;
    std::atomic<double> m_longest = 0;
};

} // namespace espalier::test
