#pragma once

#include "app/gui/windows.h"
#include "core/base/temporaryfolder.h"
#include "tests/endurance/playedlauncher.h"

#include <QPointer>

#include <filesystem>
#include <optional>

namespace espalier::test {

/// The program on a store with a few sessions, as main() puts it together but for who runs the searches. GUI thread.
class Desk
{
public:
    explicit Desk(std::filesystem::path folder);

    /// The window on the first store; opened again, in this language and size of text, after somebody closed it.
    MainWindow& window(const QString& language = {}, double font = 0);
    bool isOpen() const { return !m_program.isNull(); }
    PlayedLauncher* launcher() { return m_launcher; }
    HandWoundClock& clock() { return m_clock; }
    /// A connection of its own, as another program has it.
    Store& store() { return *m_store; }
    const std::filesystem::path& folder() const { return m_folder; }

private:
    void open(const QString& language, double font);

    std::filesystem::path m_folder;
    HandWoundClock m_clock;
    std::optional<Store> m_store;
    QPointer<PlayedLauncher> m_launcher;
    Windows m_windows;
    QPointer<GuiApplication> m_program;
};

} // namespace espalier::test
