#include "app/gui/windows.h"

#include "app/gui/linkwriter.h"
#include "widgets/common/look.h"
#include "widgets/window/settingsdialog.h"

#include <QApplication>
#include <QFileDialog>
#include <QTimer>

#include <algorithm>

namespace espalier {
namespace {

std::filesystem::path settled(const std::filesystem::path& folder)
{
    std::error_code ignored;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(folder, ignored), ignored);
}

void bringToFront(MainWindow& window)
{
    if (window.isMinimized()) {
        window.showNormal();
    }
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace

Windows::Windows(SettingsFile file, Settings settings, MakeLauncher makeLauncher)
    : m_file(std::move(file)), m_settings(std::move(settings)), m_makeLauncher(std::move(makeLauncher))
{
}

Windows::~Windows() = default;

GuiApplication* Windows::find(const std::filesystem::path& store) const
{
    const auto found = std::ranges::find_if(
        m_programs, [&](const auto& program) { return settled(program->folder()) == settled(store); });
    return found == m_programs.end() ? nullptr : found->get();
}

GuiApplication* Windows::open(const std::filesystem::path& store, const QString& session,
                              std::optional<NodeNumber> node)
{
    if (GuiApplication* program = find(store)) {
        bringToFront(program->window());
        return program;
    }
    m_programs.push_back(std::make_unique<GuiApplication>(store, m_makeLauncher(store)));
    GuiApplication& program = *m_programs.back();
    program.window().setSettings(m_settings);
    if (m_programs.size() == 1) {
        sayWhatIsWrong(program.window());
    }
    join(program);
    program.window().show();
    program.open(session, node);
    return &program;
}

GuiApplication* Windows::follow(const SessionLink& link)
{
    if (GuiApplication* program = find(link.store)) {
        bringToFront(program->window());
        program->show(link.session, link.node);
        return program;
    }
    return open(link.store, QString::number(link.session), link.node);
}

void Windows::join(GuiApplication& program)
{
    MainWindow& window = program.window();
    connect(&window, &MainWindow::settingsTried, this, &Windows::take);
    connect(&window, &MainWindow::settingsChanged, this,
            [this, &window](const Settings& settings) { keep(settings, window); });
    connect(&window, &MainWindow::windowAsked, this, [this, &window] { askForStore(window); });
    connect(&window, &MainWindow::usualStoreAsked, this, &Windows::askForUsualStore);
    connect(&window, &MainWindow::linkAsked, this, [&program] { writeLink(program.window(), program.folder()); });
    connect(&program, &GuiApplication::linkFollowed, this, &Windows::follow);
    // After the window's own events are done with.
    connect(&window, &MainWindow::closed, this,
            [this, gone = &program] { QTimer::singleShot(0, this, [this, gone] { drop(gone); }); });
}

void Windows::askForStore(MainWindow& window)
{
    auto* dialog = new QFileDialog(&window, tr("The folder of a store; a new one is made"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { open(folder.toStdString(), {}); });
    dialog->open();
}

void Windows::askForUsualStore(SettingsDialog* settings)
{
    auto* dialog = new QFileDialog(settings, SettingsDialog::tr("Usual store"), settings->settings().store);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, settings, &SettingsDialog::setStore);
    dialog->open();
}

void Windows::take(const Settings& settings)
{
    applyLook(*qApp, settings);
    for (const auto& program : m_programs) {
        program->window().setSettings(settings);
    }
}

void Windows::keep(const Settings& settings, MainWindow& by)
{
    if (settings == m_settings) {
        return;
    }
    // A window that closes leaves its layout only, which is no reason to paint the others anew.
    Settings before = m_settings;
    before.layout = settings.layout;
    before.geometry = settings.geometry;
    before.charts = settings.charts;
    m_settings = settings;
    if (settings != before) {
        take(settings);
    }
    if (const Result<void> written = m_file.write(settings); !written) {
        by.showNotice(QString::fromStdString(written.error().sentence()));
    }
}

void Windows::sayWhatIsWrong(MainWindow& window) const
{
    const auto shown = [](const std::filesystem::path& path) { return QString::fromStdString(path.string()); };
    if (m_file.state() == SettingsFile::State::Broken) {
        window.showNotice(
            tr("The settings could not be understood, so they are those of a new window. What was there is "
               "kept in %1.")
                .arg(shown(m_file.asideFile())));
    } else if (m_file.state() == SettingsFile::State::Foreign) {
        window.showNotice(tr("The settings in %1 are of a later version or not readable. They are left alone; what you "
                             "choose now lasts until the program ends.")
                              .arg(shown(m_file.path())));
    }
}

void Windows::drop(const GuiApplication* program)
{
    std::erase_if(m_programs, [program](const auto& one) { return one.get() == program; });
}

} // namespace espalier
