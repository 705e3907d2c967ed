import { posix } from 'node:path'
import type { Asset, EntryView, PropsContext } from '@blog-build/core/layout'
import type { CompanyData } from '../../blog.config'

/** A company as lists and headers show it. */
export interface Company {
  name: string
  summary: string
  /** Its page in the library. */
  url?: string
  /** Its own engineering blog. */
  blog: string
  logo: Asset
  logoAlt: string
}

/** Publishes the logo, which lies beside the company's file, and picks what is shown. */
export async function toCompany(context: PropsContext, entry: EntryView): Promise<Company> {
  const { title, summary, blog, logo, logoAlt } = entry.data as CompanyData
  const image = await context.asset(posix.join(posix.dirname(entry.path), logo))
  return { name: title, summary, url: entry.url, blog, logo: image, logoAlt }
}

/** The logo; how high it is, the style sheet says. */
export function Logo({ company }: { company: Company }) {
  const { logo, logoAlt } = company
  return <img class="logo" src={logo.url} alt={logoAlt} width={logo.width} height={logo.height} />
}

/** Logo and name in one line, as the way to the company's page where there is one to go to. */
export function CompanyLine({ company, linked = false }: { company: Company; linked?: boolean }) {
  const { name, url } = company
  const inside = [<Logo key="logo" company={company} />, <span key="name">{name}</span>]
  return <p class="company-line">{linked && url ? <a href={url}>{inside}</a> : inside}</p>
}
