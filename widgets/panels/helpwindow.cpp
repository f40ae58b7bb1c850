#include "widgets/panels/helpwindow.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBrowser>
#include <QUrl>

#include <algorithm>

namespace espalier {

HelpWindow::HelpWindow(std::vector<HelpPage> pages, QWidget* parent)
    : QDialog(parent), m_pages(std::move(pages)), m_list(new QListWidget(this)), m_text(new QTextBrowser(this))
{
    setWindowTitle(tr("Manual"));
    m_list->setMinimumWidth(200);
    m_list->setMaximumWidth(280);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Pages of the manual"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Text of the page"));
    m_text->document()->setDocumentMargin(24);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list, 1);
    row->addWidget(m_text, 4);
    for (const HelpPage& page : m_pages) {
        m_list->addItem(page.title);
    }
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int at) {
        m_text->setMarkdown(at >= 0 ? m_pages[static_cast<std::size_t>(at)].markdown : QString());
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    if (m_pages.empty()) {
        m_text->setPlainText(tr("The manual is not installed beside the program."));
    }
    m_list->setCurrentRow(0);
    resize(980, 680);
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
