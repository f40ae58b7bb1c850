#pragma once

#include "app/gui/application.h"
#include "app/gui/settingsfile.h"

#include <functional>
#include <memory>
#include <vector>

namespace espalier {

/// The program's windows, one a store, and the settings that they share. A store that is open already is not opened
/// again: its window comes to the front. GUI thread.
class Windows : public QObject
{
    Q_OBJECT
public:
    using MakeLauncher = std::function<std::unique_ptr<SearchLauncher>(const std::filesystem::path& store)>;

    /// `settings` are what `file` was read to.
    Windows(SettingsFile file, Settings settings, MakeLauncher makeLauncher);
    ~Windows() override;

    /// The window, which stays ours. `session`: see Store::findSession(); empty: the newest.
    GuiApplication* open(const std::filesystem::path& store, const QString& session,
                         std::optional<NodeNumber> node = {});
    GuiApplication* follow(const SessionLink& link);
    std::size_t count() const { return m_programs.size(); }
    const Settings& settings() const { return m_settings; }

private:
    GuiApplication* find(const std::filesystem::path& store) const;
    void join(GuiApplication& program);
    void askForStore(MainWindow& window);
    void askForUsualStore(SettingsDialog* settings);
    void keep(const Settings& settings, MainWindow& by);
    void take(const Settings& settings);
    void sayWhatIsWrong(MainWindow& window) const;
    void drop(const GuiApplication* program);

    SettingsFile m_file;
    Settings m_settings;
    MakeLauncher m_makeLauncher;
    std::vector<std::unique_ptr<GuiApplication>> m_programs;
};

} // namespace espalier
