#include "widgets/panels/helpwindow.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBrowser>

namespace espalier {

HelpWindow::HelpWindow(const std::vector<HelpPage>& pages, QWidget* parent)
    : QDialog(parent), m_list(new QListWidget(this)), m_text(new QTextBrowser(this))
{
    setWindowTitle(tr("Manual"));
    m_list->setFixedWidth(200);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Pages of the manual"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenExternalLinks(true);
    m_text->document()->setDocumentMargin(24);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_text, 1);
    for (const HelpPage& page : pages) {
        m_list->addItem(page.title);
    }
    connect(m_list, &QListWidget::currentRowChanged, this, [this, pages](int at) {
        m_text->setMarkdown(at >= 0 ? pages[static_cast<std::size_t>(at)].markdown : QString());
    });
    if (pages.empty()) {
        m_text->setPlainText(tr("The manual is not installed beside the program."));
    }
    m_list->setCurrentRow(0);
    resize(900, 640);
}

} // namespace espalier
