#include "widgets/panels/helpwindow.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollBar>
#include <QUrl>

#include <algorithm>

namespace espalier {

HelpWindow::HelpWindow(std::vector<HelpPage> pages, QWidget* parent)
    : QDialog(parent), m_pages(std::move(pages)), m_list(new QListWidget(this)), m_text(new ManualText(this))
{
    setWindowTitle(tr("Manual"));
    setWindowFlag(Qt::WindowMaximizeButtonHint); // its pictures grow with it
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Pages of the manual"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Text of the page"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_text, 1);
    for (const HelpPage& page : m_pages) {
        m_list->addItem(page.title);
    }
    const int titles = m_list->sizeHintForColumn(0) + m_list->verticalScrollBar()->sizeHint().width() + 8;
    m_list->setFixedWidth(std::clamp(titles, 200, 360));
    connect(m_list, &QListWidget::currentRowChanged, this,
            [this](int at) { m_text->showPage(at >= 0 ? m_pages[static_cast<std::size_t>(at)] : HelpPage()); });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    if (m_pages.empty()) {
        m_text->setPlainText(tr("The manual is not installed beside the program."));
    }
    m_list->setCurrentRow(0);
    resize(1080, 760);
}

int HelpWindow::find(const QString& name) const
{
    const auto found = std::ranges::find(m_pages, name, &HelpPage::name);
    return found == m_pages.end() ? -1 : static_cast<int>(found - m_pages.begin());
}

void HelpWindow::showPage(const QString& name)
{
    m_list->setCurrentRow(std::max(0, find(name)));
}

QString HelpWindow::page() const
{
    const int at = m_list->currentRow();
    return at < 0 ? QString() : m_pages[static_cast<std::size_t>(at)].name;
}

void HelpWindow::follow(const QUrl& link)
{
    const QString path = link.path();
    if (link.isRelative() && path.endsWith(QLatin1String(".md"))) {
        if (const int at = find(path.chopped(3)); at >= 0) {
            m_list->setCurrentRow(at);
        }
    } else if (link.scheme() == QLatin1String("https") || link.scheme() == QLatin1String("http")) {
        QDesktopServices::openUrl(link);
    }
}

} // namespace espalier
